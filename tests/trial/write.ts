import { type ClientSession, ObjectId } from 'mongodb'
import { deviceLookup } from '../../electron/db/acts/device-lookup.ts'
import { changedSince, stepDevice, undoneStep } from '../../electron/db/acts/device-step.ts'
import { isWritten } from '../../electron/db/acts/is-written.ts'
import { type RefusedAct, refusal, type WriteTerms, type Written, written } from '../../electron/db/acts/written.ts'
import type { Collections, StoredDevice } from '../../electron/db/collections/collections.ts'
import { deviceEvent } from '../../electron/db/collections/device-event.ts'
import { cartonFields } from '../../electron/db/collections/platform-fields.ts'
import { inTransaction, isDuplicateKey, Refused } from '../../electron/db/connection/transaction.ts'
import { addFollowUp, type FollowUpWork, followUpPart } from '../../electron/db/duty/follow-ups.ts'
import { numberUsed } from '../../electron/db/leases/numbers.ts'
import { type Device, readDevice } from '../../shared/schemas/device.ts'
import { idAt } from '../../shared/station/id-at.ts'
import type { CountAct, RejectAct, TrialAct, TrialUndo } from './acts.ts'

export const boxNumbers = { kind: 'trialbench-box', scope: 'all' }

const approve = [
  { does: 'open-in-quality', event: { event_type: 'quality_check_started', descripcion: 'Abierta' } },
  { does: 'approve', event: { event_type: 'quality_check_passed', descripcion: 'Aprobada' } },
] as const
const reject = [
  { does: 'reopen-in-quality', event: { event_type: 'quality_check_started', descripcion: 'Abierta' } },
  { does: 'reject', event: { event_type: 'quality_check_failed', descripcion: 'Rechazada' } },
] as const

export function trialWrites(tables: Collections) {
  const lookup = deviceLookup(tables)

  async function steps(session: ClientSession, act: CountAct | RejectAct, now: number): Promise<string> {
    const found = await lookup.byImei(act.subject.imei)
    if (found === null) throw new Refused<RefusedAct>(refusal('bench-unknown', { imei: act.subject.imei }))
    let device = { ...readDevice(found), id: found._id.toHexString() }
    const [set, two] = act.kind === 'count' ? [act.facts.box, approve] : [null, reject]
    for (const [n, step] of two.entries()) {
      const where = { n, now, set: { codigo_innerbox: set } }
      device = { ...device, estado: await stepDevice(tables, session, act, device, { ...step, ...where }) }
    }
    return device.id
  }

  async function box(session: ClientSession, act: Extract<TrialAct, { readonly kind: 'box' }>): Promise<void> {
    for (const [n, { imei }] of act.facts.units.entries()) {
      const put = { $set: { ...cartonFields(act.facts.carton), ose_act: act.act } }
      const found = await tables.devices.findOneAndUpdate({ imei, codigo_innerbox: act.facts.box }, put, { session })
      if (found === null) throw new Refused<RefusedAct>(refusal('bench-elsewhere', { imei }))
      await moved(session, act, found, n, 'En el cartón')
    }
  }

  async function moved(
    session: ClientSession,
    act: TrialAct | TrialUndo,
    found: StoredDevice,
    n: number,
    text: string,
  ) {
    const device: Device = readDevice(found)
    const step = { event_type: 'location_changed', descripcion: text, estado_anterior: null, estado_nuevo: null }
    const event = deviceEvent(act, { ...device, id: found._id.toHexString() }, step)
    await tables.deviceEvents.insertOne({ _id: new ObjectId(idAt(act.act, n)), ...event }, { session })
  }

  async function once<Own extends TrialAct | TrialUndo>(
    session: ClientSession,
    act: Own,
    work: () => Promise<Own>,
  ): Promise<Written<Own>> {
    try {
      return written(await inTransaction(session, work))
    } catch (error) {
      if (error instanceof Refused)
        return (await isWritten(tables, act.act)) ? written(act) : (error.reason as RefusedAct)
      if (isDuplicateKey(error)) return written(act)
      throw error
    }
  }

  return {
    async write(session: ClientSession, act: TrialAct, { durable, now }: WriteTerms): Promise<Written<TrialAct>> {
      await durable
      return once<TrialAct>(session, act, async () => {
        if (act.kind === 'box') await box(session, act)
        if (act.kind === 'close') await addFollowUp(tables, session, act)
        if (act.kind === 'box' || act.kind === 'close') return act
        const { station } = act.workplace
        const number = Number(act.facts.box.split('-').at(-1))
        if (
          act.kind === 'count' &&
          act.facts.opens &&
          !(await numberUsed(tables, session, boxNumbers, station, number))
        ) {
          throw new Refused<RefusedAct>(refusal('bench-elsewhere', { imei: act.subject.imei }))
        }
        return { ...act, facts: { ...act.facts, device: await steps(session, act, now) } } as TrialAct // the same kind
      })
    },

    async reverse(session: ClientSession, undo: TrialUndo, terms: WriteTerms): Promise<Written<TrialUndo>> {
      await terms.durable
      const { undoes } = undo
      return once(session, undo, async () => {
        if (undoes.kind === 'box') {
          for (const [n, { imei }] of undoes.facts.units.entries()) {
            const out = { $set: { ...cartonFields(null), ose_act: undo.act } }
            const found = await tables.devices.findOneAndUpdate({ imei, ose_act: undoes.act }, out, { session })
            if (found === null) throw new Refused<RefusedAct>(changedSince(undoes, null))
            await moved(session, undo, found, n, 'Fuera del cartón')
          }
          return undo
        }
        const [first, second] = [await undoneStep(tables, session, undo, 0), await undoneStep(tables, session, undo, 1)]
        const back = { estado: first.before, codigo_innerbox: undoes.kind === 'reject' ? undoes.facts.box : null }
        const found = await tables.devices.findOneAndUpdate(
          { _id: new ObjectId(first.device), estado: second.after as Device['estado'] & StoredDevice['estado'] },
          { $set: { ...back, ose_act: undo.act, fecha_actualizacion: new Date(terms.now) } as object },
          { session },
        )
        if (found === null) throw new Refused<RefusedAct>(changedSince(undoes, null))
        await moved(session, undo, found, 0, 'Deshecha')
        return undo
      })
    },
  }
}

/** The units of a closed carton are packed, in the name of who closed it; one that changed meanwhile stays as it is. */
export const packUnits = (tables: Collections): FollowUpWork<TrialAct> => {
  return {
    async step(session, act, from) {
      const units = act.kind === 'close' ? act.facts.units : []
      const event = { event_type: 'packed', descripcion: 'Empaquetada' }
      for (const [index, { imei }] of units.slice(from, from + followUpPart).entries()) {
        const found = await deviceLookup(tables).byImei(imei)
        if (found === null) continue
        const device = { ...readDevice(found), id: found._id.toHexString() }
        const packed = stepDevice(tables, session, act, device, {
          does: 'pack',
          event,
          n: from + index,
          now: Date.now(),
        })
        await packed.catch((error: unknown) => {
          if (!(error instanceof Refused)) throw error
        })
      }
      return from + followUpPart < units.length ? from + followUpPart : null
    },
  }
}
