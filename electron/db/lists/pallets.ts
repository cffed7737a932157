import { palletSchema } from '../../../shared/schemas/pallet.ts'
import type { Collections } from '../collections/collections.ts'
import { byId, type DatePage, newestBy, type Page, type Row, readPage, readRow } from '../collections/keyset.ts'
import { palletNumbered } from '../collections/platform-fields.ts'

export type PalletRow = Row<typeof palletSchema>

/** The lists of pallets. The index of each is in docs/data.md. */
export const palletListings = {
  inState: (estado: string) => newestBy('fecha_creacion', { estado }),
  numbered: (number: string) => byId(palletNumbered(number)),
  withQr: (qr_code: string) => byId({ qr_code }, 'qr_code_1'),
}

/**
 * The reference has no example query for pallets; these are what its indexes are for. `findByNumber` and `findByQr` wait for
 * the pallet and shipping stations, `inState` for the office's page of shipments.
 */
export function palletsRepository({ pallets }: Pick<Collections, 'pallets'>) {
  async function one(filter: Readonly<Record<string, unknown>>): Promise<PalletRow | null> {
    const [found] = await pallets.find(filter).limit(1).toArray()
    return found === undefined ? null : readRow(palletSchema, found)
  }

  return {
    /** By the reference's number, or by the platform's own where a pallet has only that. */
    findByNumber: (number: string): Promise<PalletRow | null> => one(palletNumbered(number)),
    findByQr: (qr_code: string): Promise<PalletRow | null> => one({ qr_code }),
    inState: (estado: string, where: DatePage): Promise<Page<PalletRow>> =>
      readPage(pallets, palletSchema, palletListings.inState(estado), where),
  }
}

export type PalletsRepository = ReturnType<typeof palletsRepository>
