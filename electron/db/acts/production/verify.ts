import type { ClientSession } from 'mongodb'
import type { VerifyAct } from '../../../../shared/domain/production-acts.ts'
import { verifyRefusal } from '../../../../shared/domain/production-verify.ts'
import { readDevice } from '../../../../shared/schemas/device.ts'
import type { Collections, StoredDevice } from '../../collections/collections.ts'
import { inTransaction, isDuplicateKey, Refused } from '../../connection/transaction.ts'
import { knownUnitOf } from '../../orders/known-units.ts'
import { count } from '../counters.ts'
import type { DeviceLookup } from '../device-lookup.ts'
import { stepDevice } from '../device-step.ts'
import { isWritten } from '../is-written.ts'
import { type RefusedAct, refusal, type WriteTerms, type Written, written } from '../written.ts'
import { verification } from './documents.ts'
import { stillOpen } from './still-open.ts'

/** Writes that a unit was read again at station 2. The act comes back with the device that it found. */
export function deviceVerification(tables: Collections, lookup: DeviceLookup) {
  return async function verify(
    session: ClientSession,
    act: VerifyAct,
    { now, isLate }: WriteTerms,
  ): Promise<Written<VerifyAct>> {
    const found = await lookup.byImei(act.subject.imei)
    const earlier = answered(act, found)
    if (earlier !== null || found === null) return earlier ?? refusal('not-registered', { imei: act.subject.imei })
    const device = readDevice(found)
    const id = found._id.toHexString()
    try {
      await inTransaction(session, async () => {
        if (isLate) await stillOpen(tables, session, act)
        await stepDevice(
          tables,
          session,
          act,
          { ...device, id },
          {
            does: 'verify',
            facts: { approves: act.facts.approves },
            event: { event_type: 'production_completed', descripcion: 'Verificado en producción' },
            n: 0,
            now,
            set: { verificado: verification(act) },
            guard: { 'verificado.act': { $exists: false } },
          },
        )
        const approved = act.facts.approves ? 1 : 0
        await count(tables, session, act.subject, act.workplace, act.at, { verified: 1, approved })
      })
      return written(withDevice(act, id))
    } catch (error) {
      // Its event is there: it was written, and taken back since.
      if (isDuplicateKey(error) && (await isWritten(tables, act.act))) return written(withDevice(act, id))
      if (!(error instanceof Refused)) throw error
      // Somebody was faster; what stands there now says what to answer.
      const now = await lookup.byImei(act.subject.imei)
      const { estado } = readDevice(now ?? {})
      return answered(act, now) ?? statusOf(error) ?? refusal('wrong-state', { imei: act.subject.imei, estado })
    }
  }
}

/** What is to be said without writing: it is written already, or the rule says no. */
function answered(act: VerifyAct, stored: StoredDevice | null): Written<VerifyAct> | null {
  const device = stored === null ? null : readDevice(stored)
  if (stored !== null && device?.verificado?.act === act.act) return written(withDevice(act, stored._id.toHexString()))
  const no = verifyRefusal(act, device === null ? null : knownUnitOf(device))
  return no === null ? null : refusal(no.word, no.params)
}

function withDevice(act: VerifyAct, device: string): VerifyAct {
  return { ...act, facts: { ...act.facts, device } }
}

/** The order that was closed meanwhile says its own word; a device that changed is looked at again. */
function statusOf({ reason }: Refused<unknown>): RefusedAct | null {
  const refused = reason as RefusedAct // thrown by `stepDevice` and `stillOpen` alone
  return refused.word === 'wrong-state' ? null : refused
}
