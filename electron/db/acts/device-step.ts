import { type ClientSession, type Filter, ObjectId } from 'mongodb'
import { type DeviceAct, type StateAfter, type StepFacts, stateAfter } from '../../../shared/domain/device-state.ts'
import type { DeviceState } from '../../../shared/schemas/device.ts'
import type { ActBase, UndoAct } from '../../../shared/station/act.ts'
import { idAt } from '../../../shared/station/id-at.ts'
import { subjectParams } from '../../../shared/station/undo.ts'
import type { Collections, StoredDevice } from '../collections/collections.ts'
import { deviceEvent, type EventDevice, type EventStep } from '../collections/device-event.ts'
import { Refused } from '../connection/transaction.ts'
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
  /** The act that the device must still carry as its last: the undone one, or an undo of what came after it. */
  readonly mark: string
}

/** Of a device, since an act; whoever did more to it than this did not do it by hand. */
const eventsLookedAt = 100

/**
 * The n-th step of an act that is taken back. What it was is read from its event, so it leads to the state before,
 * whatever the station remembers. What came after it and was taken back itself does not count.
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
  const since = await deviceEvents
    .find({ device_id, timestamp: { $gte: event.timestamp } }, { session })
    .sort({ timestamp: -1, _id: -1 })
    .limit(eventsLookedAt)
    .toArray()
  const later = since.filter((one) => one.timestamp > event.timestamp || String(one._id) > String(event._id))
  const undone = new Set(later.map(({ data }) => data?.undoes))
  const inTheWay = later.find(
    ({ data }) => data?.act !== undoes.act && data?.undoes == null && !undone.has(data?.act ?? null),
  )
  if (inTheWay !== undefined) throw new Refused<RefusedAct>(changedSince(undoes, inTheWay))
  const to = stateAfter('undo', after, { before })
  if (to === null) throw new Refused<RefusedAct>(changedSince(undoes, null))
  return { device: device_id, before, after, to, mark: later[0]?.data?.act ?? undoes.act }
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
