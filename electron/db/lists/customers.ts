import { type CustomerDocument, type CustomerStatus, customerSchema } from '../../../shared/schemas/customer.ts'
import type { Collections } from '../collections/collections.ts'
import { byId, type DatePage, newestBy, type Page, type Row, readPage, readRow } from '../collections/keyset.ts'

export type CustomerRow = Row<typeof customerSchema>

/** A search shows the best; whoever wants more types more. */
const searchLimit = 50

/** The lists of customers. The index of each is in docs/data.md. */
export const customerListings = {
  inStatus: (status: CustomerStatus) => newestBy('created_at', { status }),
  ofType: (customer_type: CustomerDocument['customer_type']) =>
    newestBy('created_at', { customer_type, status: 'active' }),
  withCode: (code: string) => byId({ customer_code: code.trim().toUpperCase() }, 'customer_code_1'),
  withEmail: (email: string) => byId({ email: email.trim().toLowerCase() }, 'email_1'),
  /** All of the words; each as a phrase of its own, so that none is read as an operator. Sorted in memory. */
  withWords: (words: string) =>
    byId({
      $text: {
        $search: wordsOf(words)
          .map((word) => `"${word}"`)
          .join(' '),
      },
    }),
}

/** What the server's text search takes for operators (`-word`, `"phrase"`) is taken out. */
function wordsOf(text: string): string[] {
  return text.split(/[\s"-]+/).filter((word) => word !== '')
}

/**
 * The reference's queries of customers. `active`, `ofType`, `search` wait for the office's page of customers, `findByCode`
 * for that of one customer and the shipping station; `incrementDevicesCount` for the shipping station.
 */
export function customersRepository({ customers }: Pick<Collections, 'customers'>) {
  return {
    active: (where: DatePage): Promise<Page<CustomerRow>> =>
      readPage(customers, customerSchema, customerListings.inStatus('active'), where),

    /** Upper case: so the platform stores and looks it up. */
    async findByCode(code: string): Promise<CustomerRow | null> {
      const found = await customers.findOne({ customer_code: code.trim().toUpperCase() })
      return found === null ? null : readRow(customerSchema, found)
    },

    /** Active ones of a kind (distributors, resellers …), newest first. */
    ofType: (customer_type: CustomerDocument['customer_type'], where: DatePage): Promise<Page<CustomerRow>> =>
      readPage(customers, customerSchema, customerListings.ofType(customer_type), where),

    /**
     * By words of the name, the code or the e-mail; what is typed is never read as an operator (`-word`, `"phrase"`).
     * Best first: scored and sorted in memory, over the documents that hold one of the words.
     */
    async search(text: string): Promise<CustomerRow[]> {
      const words = wordsOf(text).join(' ')
      if (words === '') return []
      const score = { $meta: 'textScore' } as const
      const found = await customers
        .find({ $text: { $search: words } }, { projection: { score } })
        .sort({ score })
        .limit(searchLimit)
        .toArray()
      return found.map(({ score: _rank, ...document }: CustomerDocument & { score?: unknown }) =>
        readRow(customerSchema, document),
      )
    },

    /** Atomic, also where the other program left no number. @returns false where there is no such customer. */
    async incrementDevicesCount(code: string, quantity: number, at: Date): Promise<boolean> {
      const customer_code = code.trim().toUpperCase()
      const counted = await customers.updateOne(
        { customer_code, devices_count: { $gte: Number.MIN_SAFE_INTEGER } },
        { $inc: { devices_count: quantity }, $set: { updated_at: at } },
      )
      if (counted.matchedCount === 1) return true
      // The form that can look at what stands there takes the server longer, and is hardly ever needed.
      const before = { $cond: [{ $isNumber: '$devices_count' }, '$devices_count', 0] }
      const { matchedCount } = await customers.updateOne({ customer_code }, [
        { $set: { devices_count: { $add: [before, quantity] }, updated_at: at } },
      ])
      return matchedCount === 1
    },
  }
}

export type CustomersRepository = ReturnType<typeof customersRepository>
