import { type ClientSession, ObjectId } from 'mongodb'
import type { VerifyAct } from '../../shared/domain/act.ts'
import { type Device, readDevice } from '../../shared/schemas/device.ts'
import type { Collections } from './collections.ts'
import { count } from './counters.ts'
import type { DeviceLookup } from './device-lookup.ts'
import { verification, verifiedEvent } from './production-documents.ts'
import { inTransaction, Refused } from './transaction.ts'
import { type NotWritten, type RefusedAct, refusal, type Written, whereIs, written } from './written.ts'

/** Writes that a unit was read again at station 2. */
export function deviceVerification(tables: Collections, lookup: DeviceLookup) {
  const { devices, deviceEvents } = tables

  async function verify(session: ClientSession, act: VerifyAct): Promise<Written> {
    const found = await lookup.byImei(act.imei)
    if (found === null) return refusal('not-registered', { imei: act.imei })
    const id = found._id.toHexString()
    const device = readDevice(found)
    if (device.verificado?.act === act.act) return written(id)
    const no = verifyRefusal(act, device)
    if (no !== null) return no
    const after = act.approves ? 'aprobado' : 'en_produccion'
    try {
      await inTransaction(session, async () => {
        const changed = await devices.updateOne(
          { _id: found._id, estado: 'en_produccion', 'verificado.act': { $exists: false } },
          {
            $set: {
              verificado: verification(act),
              estado: after,
              ose_act: act.act,
              fecha_actualizacion: new Date(act.at),
            },
          },
          { session },
        )
        if (changed.matchedCount === 0)
          throw new Refused<NotWritten>({ kind: 'refused', word: 'wrong-state', params: { imei: act.imei } })
        await deviceEvents.insertOne({ _id: new ObjectId(act.act), ...verifiedEvent(act, id, after) }, { session })
        await count(tables, session, act, { verified: 1, approved: act.approves ? 1 : 0 })
      })
      return written(id)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // Somebody was faster; what stands there now says what to answer.
      const now = readDevice((await lookup.byImei(act.imei)) ?? {})
      if (now.verificado?.act === act.act) return written(id)
      return verifyRefusal(act, now) ?? refusal('wrong-state', { imei: act.imei, estado: now.estado })
    }
  }

  return verify
}

/** The rule of station 2, over what the database says of the unit. */
export function verifyRefusal(act: VerifyAct, device: Device): RefusedAct | null {
  const where = { imei: act.imei, ...whereIs(device) }
  if (device.nro_orden !== act.order_number)
    return refusal('registered-in-other-order', { ...where, expected: act.order_number })
  if (act.iccid !== null && device.ccid !== act.iccid) {
    return refusal('iccid-differs', { imei: act.imei, registered: device.ccid ?? '–', read: act.iccid })
  }
  if (device.lote !== act.lote) return refusal('registered-in-other-batch', { ...where, expected: act.lote })
  if (device.verificado !== null) {
    return refusal('already-verified', {
      imei: act.imei,
      operator: device.verificado.operador,
      linea: device.verificado.linea,
      puesto: device.verificado.puesto,
      when: device.verificado.fecha.getTime(),
    })
  }
  if (device.estado !== 'en_produccion') return refusal('wrong-state', { imei: act.imei, estado: device.estado })
  return null
}
