import { type ClientSession, type Filter, ObjectId } from 'mongodb'
import { type DeviceAct, type StateAfter, type StepFacts, stateAfter } from '../../../shared/domain/device-state.ts'
import type { DeviceState } from '../../../shared/schemas/device.ts'
import type { ActBase, UndoAct } from '../../../shared/station/act.ts'
import { idAt } from '../../../shared/station/id-at.ts'
import { subjectParams } from '../../../shared/station/undo.ts'
import type { Collections, StoredDevice } from '../collections.ts'
import { Refused } from '../transaction.ts'
import { deviceEvent, type EventDevice, type EventStep } from './device-event.ts'
import { type RefusedAct, refusal } from './written.ts'

/** What a step does to its device beside its `estado`. */
export interface DeviceStep {
  readonly does: Exclude<DeviceAct, 'undo' | 'register'>
  readonly facts?: StepFacts
  readonly event: Omit<EventStep, 'estado_anterior' | 'estado_nuevo'>
  /** Which of the act's events this is, from 0. */
  readonly n: number
  readonly now: number
  readonly set?: Readonly<Record<string, unknown>>
  readonly unset?: readonly string[]
  /** What else must still be true of the device. */
  readonly guard?: Filter<StoredDevice>
}

/**
 * One step of one device in its act's transaction. The table of states says where it leads; the state it was decided on
 * is in the filter, so whoever was faster wins; the event is written beside it.
 * @throws Refused where the table has no such step, or the device changed meanwhile
 */
export async function stepDevice(
  { devices, deviceEvents }: Pick<Collections, 'devices' | 'deviceEvents'>,
  session: ClientSession,
  act: ActBase & { readonly kind: string },
  device: EventDevice & { readonly estado: string },
  step: DeviceStep,
): Promise<DeviceState> {
  const wrongState = refusal('wrong-state', { imei: device.imei, estado: device.estado })
  const estado = stateAfter(step.does, device.estado, step.facts)
  if (estado === null) throw new Refused<RefusedAct>(wrongState)
  const changed = await devices.updateOne(
    { ...step.guard, _id: new ObjectId(device.id), estado: device.estado as DeviceState }, // whatever stands there
    {
      $set: { ...step.set, estado, ose_act: act.act, fecha_actualizacion: new Date(step.now) },
      ...(step.unset && { $unset: Object.fromEntries(step.unset.map((field) => [field, ''])) }),
    },
    { session },
  )
  if (changed.matchedCount === 0) throw new Refused<RefusedAct>(wrongState)
  const states = { estado_anterior: device.estado, estado_nuevo: estado }
  const event = deviceEvent(act, device, { ...step.event, ...states })
  await deviceEvents.insertOne({ _id: new ObjectId(idAt(act.act, step.n)), ...event }, { session })
  return estado
}

/** Where a device stood before an act and after it, by the act's own event. */
export interface UndoneStep {
  readonly device: string
  readonly before: string | null
  readonly after: string | null
  /** What the table says of the way back. */
  readonly to: StateAfter
}

/**
 * The n-th step of an act that is taken back. What it was is read from its event, so it leads to the state before,
 * whatever the station remembers.
 * @throws Refused where something happened to the device since, or there is no way back
 */
export async function undoneStep(
  { deviceEvents }: Pick<Collections, 'deviceEvents'>,
  session: ClientSession,
  { undoes }: UndoAct,
  n = 0,
): Promise<UndoneStep> {
  const event = await deviceEvents.findOne({ _id: new ObjectId(idAt(undoes.act, n)) }, { session })
  if (event === null) throw new Refused<RefusedAct>(changedSince(undoes, null))
  const { device_id, estado_anterior: before, estado_nuevo: after } = event
  const [latest] = await deviceEvents.find({ device_id }, { session }).sort({ timestamp: -1 }).limit(1).toArray()
  if (latest !== undefined && latest.data?.act !== undoes.act)
    throw new Refused<RefusedAct>(changedSince(undoes, latest))
  const to = stateAfter('undo', after, { before })
  if (to === null) throw new Refused<RefusedAct>(changedSince(undoes, null))
  return { device: device_id, before, after, to }
}

/** @param latest what happened since; null where only its effect is seen */
export function changedSince(
  undoes: UndoAct['undoes'],
  latest: { readonly event_type: string; readonly operator: string | null; readonly timestamp: Date } | null,
): RefusedAct {
  return refusal('undo-changed-since', {
    ...subjectParams(undoes.subject),
    act: latest?.event_type ?? '',
    operator: latest?.operator ?? '',
    when: latest?.timestamp.getTime() ?? 0,
  })
}
