import { packageSchema } from '../../shared/schemas/package.ts'
import type { Collections } from './collections.ts'
import { type DatePage, type Page, pageByDate, type Row, readRow } from './keyset.ts'

export type PackageRow = Row<typeof packageSchema>

const undelivered = ['preparado', 'enviado', 'en_transito']

/** A web order is a handful of parcels. */
const orderLimit = 1000

/** Parcels with a tracking number. */
export function packagesRepository({ packages }: Pick<Collections, 'packages'>) {
  const inStates = (estados: readonly string[], where: DatePage): Promise<Page<PackageRow>> =>
    pageByDate(
      packages,
      packageSchema,
      'fecha_creacion',
      { estado: { $in: [...estados] } },
      where,
      'ose_packages_state',
    )

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
    inState: (estado: string, where: DatePage) => inStates([estado], where),

    /** Prepared, sent or on its way; newest first. */
    undelivered: (where: DatePage) => inStates(undelivered, where),
  }
}

export type PackagesRepository = ReturnType<typeof packagesRepository>
