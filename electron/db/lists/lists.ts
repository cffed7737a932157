import type { ListFilter } from '../../../shared/contract/list-filter.ts'
import type { Collections } from '../collections/collections.ts'
import { type DatePage, isPosition, type Page, readPage } from '../collections/keyset.ts'
import type { Database } from '../connection/client.ts'
import { customersRepository } from './customers.ts'
import { type DeviceRow, devicesRepository } from './devices.ts'
import { listQuery, listSources, pageProjectionOf, sourceCollection } from './list-queries.ts'
import { type MovementRow, movementsRepository } from './movements.ts'

/** A row of any list, as read: what it holds depends on the list. */
export type AnyRow = Readonly<Record<string, unknown>> & { readonly id: string }

/** The lists of the office, each page by the index of docs/data.md. */
export function listsRepository({ db, collections }: Pick<Database, 'db' | 'collections'>) {
  const devices = devicesRepository(collections)
  const movements = movementsRepository(collections)
  return {
    read(filter: ListFilter, { after, limit }: Omit<DatePage, 'range'>): Promise<Page<AnyRow>> {
      const source = listSources[filter.list]
      const { listing, range } = listQuery(filter)
      const where = { ...(range && { range }), after, limit }
      return readPage(sourceCollection(db, filter.list), source.schema, listing, where, pageProjectionOf(source))
    },

    isPosition,

    /**
     * The same filter with the customer's id in place of the code that people know. What is no code stays as it was
     * typed: it may be an id, or a name that the platform's import left where an id belongs.
     */
    resolve: (filter: ListFilter): Promise<ListFilter> => resolveCustomer(collections, filter),

    /** A device and its movements, newest first. */
    async device(imei: string): Promise<{ readonly device: DeviceRow; readonly movements: MovementRow[] } | null> {
      const device = await devices.findByImei(imei)
      return device === null ? null : { device, movements: await movements.ofDevice(device.id) }
    },
  }
}

export type ListsRepository = ReturnType<typeof listsRepository>

async function resolveCustomer(collections: Pick<Collections, 'customers'>, filter: ListFilter): Promise<ListFilter> {
  if (!('customer' in filter.by)) return filter
  const found = await customersRepository(collections).findByCode(filter.by.customer)
  return found === null ? filter : ({ ...filter, by: { ...filter.by, customer: found.id } } as ListFilter) // the same view
}
