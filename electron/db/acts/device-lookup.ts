import { undoneNote } from '../../../shared/domain/health/data-health-devices.ts'
import type { Params } from '../../../shared/result.ts'
import { type Device, readDevice } from '../../../shared/schemas/device.ts'
import type { Collections, StoredDevice } from '../collections/collections.ts'
import { madeBy } from '../orders/known-units.ts'
import { type RefusedAct, refusal } from './written.ts'

/** Finds units by their two numbers. */
export function deviceLookup({ devices }: Pick<Collections, 'devices'>) {
  async function byImei(imei: string): Promise<StoredDevice | null> {
    // A legacy duplicate is kept with `valido: false`: the valid one is the device.
    const stored = await devices.find({ imei }).limit(5).toArray()
    // Brought back by another program after its registration was undone, and marked so: it is not registered.
    const found = stored.filter(
      ({ valido, errores }) => valido !== false || !(Array.isArray(errores) && errores.includes(undoneNote)),
    )
    return found.find((device) => device.valido !== false) ?? found[0] ?? null
  }

  return {
    byImei,

    /** Who has this IMEI or ICCID already; null when nobody does. */
    async taken(kind: 'imei' | 'iccid', code: string, imei = ''): Promise<RefusedAct | null> {
      const found = kind === 'imei' ? await byImei(code) : await devices.findOne({ ccid: code, valido: { $ne: false } })
      if (found === null) return null
      const device = readDevice(found)
      if (kind === 'imei') return refusal('already-registered', { imei: code, ...whereIs(device) })
      return refusal('iccid-on-other-device', { iccid: code, imei, other: device.imei, ...whereIs(device) })
    },
  }
}

export type DeviceLookup = ReturnType<typeof deviceLookup>

/** Where a unit is and who made it: what the operator who came second is told. */
function whereIs(device: Device): Params {
  return { order: device.nro_orden ?? '–', lote: device.lote ?? 0, ...madeBy(device), estado: device.estado }
}
