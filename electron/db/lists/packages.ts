import { packageSchema } from '../../../shared/schemas/package.ts'
import type { Collections } from '../collections/collections.ts'
import { byId, type DatePage, newestBy, type Page, type Row, readPage, readRow } from '../collections/keyset.ts'

export type PackageRow = Row<typeof packageSchema>

const undelivered = ['preparado', 'enviado', 'en_transito']

const inStates = (estados: readonly string[]) =>
  newestBy('fecha_creacion', { estado: { $in: [...estados] } }, 'ose_packages_state')

/** The lists of parcels. The index of each is in docs/data.md. */
export const packageListings = {
  inState: (estado: string) => inStates([estado]),
  undelivered: inStates(undelivered),
  tracked: (tracking_number: string) => byId({ tracking_number }, 'tracking_number_1'),
  /** Sorted in memory. */
  ofOrder: (order_code: string) => byId({ order_code }, 'order_code_1'),
}

/** A web order is a handful of parcels. */
const orderLimit = 1000

/**
 * The reference's queries of parcels with a tracking number. `findByTracking` and `ofOrder` wait for the shipping station,
 * `inState` and `undelivered` for the office's page of shipments.
 */
export function packagesRepository({ packages }: Pick<Collections, 'packages'>) {
  return {
    async findByTracking(tracking_number: string): Promise<PackageRow | null> {
      const found = await packages.findOne({ tracking_number })
      return found === null ? null : readRow(packageSchema, found)
    },

    async ofOrder(order_code: string): Promise<PackageRow[]> {
      const found = await packages.find({ order_code }).limit(orderLimit).toArray()
      return found.map((document) => readRow(packageSchema, document))
    },

    /** Newest first. Any word: the platform stores more than the reference's five. */
    inState: (estado: string, where: DatePage): Promise<Page<PackageRow>> =>
      readPage(packages, packageSchema, packageListings.inState(estado), where),

    /** Prepared, sent or on its way; newest first. */
    undelivered: (where: DatePage): Promise<Page<PackageRow>> =>
      readPage(packages, packageSchema, packageListings.undelivered, where),
  }
}

export type PackagesRepository = ReturnType<typeof packagesRepository>
