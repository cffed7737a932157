import { type MovementKind, movementKinds, movimientoSchema } from '../../../shared/schemas/movimiento.ts'
import type { Collections } from '../collections/collections.ts'
import { type DatePage, newestBy, type Page, type Row, readPage, readRow } from '../collections/keyset.ts'

export type MovementRow = Row<typeof movimientoSchema>

/** The platform writes `envio` where the reference says `salida`: a shipment is either. */
const shipments = ['salida', 'envio'] as const

/** The lists of movements. The index of each is in docs/data.md. */
export const movementListings = {
  ofKind: (tipo: MovementKind) => newestBy('fecha', { tipo }),
  shipmentsTo: (cliente: string) =>
    newestBy('fecha', { cliente, tipo: { $in: [...shipments] } }, 'ose_movements_customer'),
  /** A unit's few, sorted in memory. */
  ofImei: (imei: string) => newestBy('fecha', { imei }, 'imei_1'),
  /** A delivery note's, sorted in memory. */
  ofDocument: (documento_referencia: string) => newestBy('fecha', { documento_referencia }, 'documento_referencia_1'),
}

/** A unit moves a few times in its life. */
const historyLimit = 500

export interface DayShipped {
  /** `YYYY-MM-DD`, in UTC as the times are stored. */
  readonly day: string
  readonly shipped: number
}

/**
 * The reference's queries of movements. `ofDevice` waits for the office's page of a device, `ofKind` for the warehouse
 * station, `shipmentsTo` for the office's page of a customer, `countByType` and `shippedByDay` for its reports.
 */
export function movementsRepository({ movimientos }: Pick<Collections, 'movimientos'>) {
  return {
    /** All movements of a device, newest first. @param producto the device's id as text */
    async ofDevice(producto: string): Promise<MovementRow[]> {
      const found = await movimientos.find({ producto }).sort({ fecha: -1 }).limit(historyLimit).toArray()
      return found.map((document) => readRow(movimientoSchema, document))
    },

    ofKind: (tipo: MovementKind, where: DatePage): Promise<Page<MovementRow>> =>
      readPage(movimientos, movimientoSchema, movementListings.ofKind(tipo), where),

    /** What was sent to a customer, whichever word says so, newest first. */
    shipmentsTo: (cliente: string, where: DatePage): Promise<Page<MovementRow>> =>
      readPage(movimientos, movimientoSchema, movementListings.shipmentsTo(cliente), where),

    /** One count per kind, each from index entries alone. @param start the first moment that counts */
    async countByType(start: Date): Promise<Readonly<Record<MovementKind, number>>> {
      const counts = await Promise.all(
        movementKinds.map(async (tipo) => [tipo, await movimientos.countDocuments({ tipo, fecha: { $gte: start } })]),
      )
      return Object.fromEntries(counts) as Record<MovementKind, number> // fromEntries forgets the keys
    },

    /** Units shipped by day. Reads every shipment of the time. @param to is not in it */
    async shippedByDay(from: Date, to: Date): Promise<DayShipped[]> {
      const days = await movimientos
        .aggregate<{ _id: string; shipped: number }>([
          { $match: { tipo: { $in: [...shipments] }, fecha: { $gte: from, $lt: to } } },
          {
            $group: {
              _id: { $dateToString: { format: '%Y-%m-%d', date: '$fecha' } },
              shipped: { $sum: '$cantidad' },
            },
          },
          { $sort: { _id: 1 } },
        ])
        .toArray()
      return days.map(({ _id, shipped }) => ({ day: _id, shipped }))
    },
  }
}

export type MovementsRepository = ReturnType<typeof movementsRepository>
