import { type ClientSession, ObjectId } from 'mongodb'
import { batchKey, leaseKey } from '../../../../shared/domain/batch-key.ts'
import type { RegisterAct } from '../../../../shared/domain/production-acts.ts'
import type { Collections } from '../../collections/collections.ts'
import { deviceEvent } from '../../collections/device-event.ts'
import { inTransaction, isDuplicateKey, Refused } from '../../connection/transaction.ts'
import { count } from '../counters.ts'
import type { DeviceLookup } from '../device-lookup.ts'
import { isWritten } from '../is-written.ts'
import { type RefusedAct, type WriteTerms, type Written, written } from '../written.ts'
import { registeredDevice, registeredMovement } from './documents.ts'
import { stillOpen } from './still-open.ts'

/** The lease that the act counted on is empty: the slice finds it another place, and tries again. */
export const noPlace = { kind: 'no-place' } as const

type NotWritten = RefusedAct | typeof noPlace

/** Writes a registration: a place of the lease, the device, its movement, its event, the count. */
export function deviceRegistration(tables: Collections, lookup: DeviceLookup) {
  const { devices, movimientos, deviceEvents } = tables

  return async function register(
    session: ClientSession,
    act: RegisterAct,
    terms: WriteTerms,
  ): Promise<Written<RegisterAct> | typeof noPlace> {
    const { facts } = act
    const device = { _id: new ObjectId(facts.device), ...registeredDevice(act, terms.now) }
    const movement = { _id: new ObjectId(facts.movement), ...registeredMovement(act) }
    const event = { _id: new ObjectId(act.act), ...registeredEvent(act, device.estado) }
    try {
      await inTransaction(session, async () => {
        if (terms.isLate) await stillOpen(tables, session, act)
        await takePlace(tables, session, act)
        await devices.insertOne(device, { session })
        await movimientos.insertOne(movement, { session })
        await deviceEvents.insertOne(event, { session })
        await count(tables, session, act.subject, act.workplace, act.at, { produced: 1 })
        if (facts.startsOrder || facts.startsBatch) await start(tables, session, act)
        await terms.durable
      })
      return written(act)
    } catch (error) {
      if (error instanceof Refused) return (await isWritten(tables, act.act)) ? written(act) : reasonOf(error)
      // A retry after an unknown outcome meets its own documents; anybody else's mean that the unit is taken.
      if (isDuplicateKey(error)) return (await isWritten(tables, act.act)) ? written(act) : whoHasIt(lookup, act)
      throw error
    }
  }
}

function reasonOf(error: Refused<unknown>): NotWritten {
  return error.reason as NotWritten // thrown in this file alone
}

function registeredEvent(act: RegisterAct, estado: string) {
  const { subject, facts } = act
  const device = {
    id: facts.device,
    imei: subject.imei,
    ccid: subject.iccid,
    nro_orden: subject.order_number,
    lote: subject.lote,
  }
  return deviceEvent(act, device, {
    event_type: 'created',
    descripcion: 'Registrado en producción',
    estado_anterior: null,
    estado_nuevo: estado,
    data: { reason: facts.override?.reason ?? null, supervisor: facts.override?.supervisor ?? null },
  })
}

async function takePlace({ rooms, leases }: Collections, session: ClientSession, act: RegisterAct): Promise<void> {
  const { order_number, lote } = act.subject
  const { station } = act.workplace
  const _id = leaseKey({ order_number, lote }, station)
  if (act.facts.override !== null) {
    await rooms.updateOne(
      { _id: batchKey({ order_number, lote }) },
      { $inc: { extra: 1 }, $currentDate: { updated_at: true } },
      { session },
    )
    await leases.updateOne(
      { _id },
      {
        $inc: { granted: 1, used: 1 },
        $currentDate: { updated_at: true },
        $setOnInsert: { order_number, lote, station },
      },
      { session, upsert: true },
    )
    return
  }
  const place = await leases.updateOne(
    { _id, $expr: { $lt: ['$used', '$granted'] } },
    { $inc: { used: 1 }, $currentDate: { updated_at: true } },
    { session },
  )
  if (place.matchedCount === 0) throw new Refused<NotWritten>(noPlace)
}

/** The first accepted unit starts the order and the batch; whoever comes second finds the filter no longer true. */
async function start({ orders }: Collections, session: ClientSession, act: RegisterAct): Promise<void> {
  const { order_number, lote } = act.subject
  const at = new Date(act.at)
  await orders.updateOne(
    { order_number, status: 'pending' },
    { $set: { status: 'in_progress', ose_status: { status: 'in_progress', at }, start_date: at, updated_at: at } },
    { session },
  )
  await orders.updateOne(
    { order_number, batches: { $elemMatch: { batch_number: lote, start_date: null } } },
    {
      $set: {
        'batches.$.status': 'in_progress',
        'batches.$.start_date': at,
        'batches.$.operator': act.operator.employee_id,
        'batches.$.workstation': act.workplace.puesto,
        updated_at: at,
      },
    },
    { session },
  )
}

/** Who stood in the way; when they are gone again (undone in this moment) the same act is simply tried again. */
async function whoHasIt(lookup: DeviceLookup, { subject: { imei, iccid } }: RegisterAct): Promise<NotWritten> {
  const byImei = await lookup.taken('imei', imei)
  const byIccid = iccid === null ? null : await lookup.taken('iccid', iccid, imei)
  return byImei ?? byIccid ?? noPlace
}
