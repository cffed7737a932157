import { type Device, readDevice } from '../../../shared/schemas/device.ts'
import type { KnownUnit } from '../../../shared/station/known.ts'
import type { Collections } from '../collections/collections.ts'
import { cartonOf, palletOf } from '../collections/platform-fields.ts'

/** What of a device a station keeps for the time without the database. */
export function knownUnitOf(device: Device): KnownUnit {
  const { verificado } = device
  return {
    imei: device.imei,
    iccid: device.ccid,
    order_number: device.nro_orden,
    lote: device.lote,
    estado: device.estado,
    box: device.codigo_innerbox,
    carton: cartonOf(device),
    pallet: palletOf(device),
    made: madeBy(device),
    verified: verificado && {
      operator: verificado.operador,
      linea: verificado.linea,
      puesto: verificado.puesto,
      when: verificado.fecha.getTime(),
    },
  }
}

export function madeBy(device: Device): KnownUnit['made'] {
  return {
    operator: device.creado_por ?? '–',
    linea: device.linea ?? 0,
    puesto: device.puesto ?? 0,
    when: device.fecha_creacion?.getTime() ?? 0,
  }
}

/** Only what `knownUnitOf` reads, and what orders them. */
const fields = {
  ...{ imei: 1, ccid: 1, nro_orden: 1, lote: 1, estado: 1, valido: 1, verificado: 1, fecha_actualizacion: 1 },
  ...{ codigo_innerbox: 1, carton_id: 1, package_no: 1, pallet_id: 1, num_palet: 1 },
  ...{ creado_por: 1, linea: 1, puesto: 1, fecha_creacion: 1 },
} as const

/** A reading that takes longer is given up: it is a precaution, and nobody waits for it. */
const readingMs = 20_000

/** What stations keep of an order's units. */
export function knownUnitsRepository({ devices, workstations }: Pick<Collections, 'devices' | 'workstations'>) {
  return {
    /**
     * Units of an order that changed at that time or later, the newest first.
     * @param since epoch ms in server time; 0 reads all
     * @returns with `changed`: the time of the newest change, epoch ms, or `since` where nothing changed
     */
    async changedSince(
      order: string,
      since: number,
      limit: number,
    ): Promise<{ readonly units: readonly KnownUnit[]; readonly changed: number }> {
      const found = await devices
        .find({ nro_orden: order, ...(since > 0 && { fecha_actualizacion: { $gte: new Date(since) } }) })
        .project(fields)
        .sort({ fecha_actualizacion: -1 })
        .limit(limit)
        .maxTimeMS(readingMs)
        .toArray()
      const read = found.map((document) => readDevice(document))
      const changed = read.map(({ fecha_actualizacion }) => fecha_actualizacion?.getTime() ?? 0)
      return {
        // A legacy duplicate that is marked so is no unit of its own.
        units: read.filter(({ valido, imei }) => valido && imei !== '').map(knownUnitOf),
        changed: Math.max(since, ...changed.slice(0, 1)),
      }
    },

    /** Says that this station keeps such knowledge for so long. @returns how many do, this one among them */
    async keepers(station: string, now: number, forMs: number): Promise<number> {
      await workstations.updateOne({ code: station }, { $set: { knows_until: new Date(now + forMs) } })
      return workstations.countDocuments({ knows_until: { $gt: new Date(now) } })
    },
  }
}

export type KnownUnitsRepository = ReturnType<typeof knownUnitsRepository>
