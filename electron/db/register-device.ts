import { type ClientSession, ObjectId } from 'mongodb'
import { batchKey, leaseKey, type RegisterAct } from '../../shared/domain/act.ts'
import { statusRefusal } from '../../shared/domain/production.ts'
import { readProductionOrder } from '../../shared/schemas/production-order.ts'
import type { Collections } from './collections.ts'
import { count } from './counters.ts'
import type { DeviceLookup } from './device-lookup.ts'
import { registeredDevice, registeredEvent, registeredMovement } from './production-documents.ts'
import { inTransaction, isDuplicateKey, Refused } from './transaction.ts'
import { type NotWritten, refusal, type WriteTerms, type Written, written } from './written.ts'

/** Writes a registration: a place of the lease, the device, its movement, its event, the count. */
export function deviceRegistration(
  tables: Collections,
  lookup: DeviceLookup,
  isWritten: (act: string) => Promise<boolean>,
) {
  const { devices, movimientos, deviceEvents, orders, leases, rooms } = tables

  async function register(session: ClientSession, act: RegisterAct, terms: WriteTerms): Promise<Written> {
    const device = { _id: new ObjectId(act.device), ...registeredDevice(act) }
    const movement = { _id: new ObjectId(act.movement), ...registeredMovement(act) }
    const event = { _id: new ObjectId(act.act), ...registeredEvent(act) }
    try {
      await inTransaction(session, async () => {
        if (terms.isLate) await stillOpen(session, act)
        await takePlace(session, act)
        await devices.insertOne(device, { session })
        await movimientos.insertOne(movement, { session })
        await deviceEvents.insertOne(event, { session })
        await count(tables, session, act, { produced: 1 })
        if (act.startsOrder || act.startsBatch) await start(session, act)
        await terms.durable
      })
      return { kind: 'written', device: act.device }
    } catch (error) {
      if (error instanceof Refused) return (await isWritten(act.act)) ? written(act.device) : error.reason
      // A retry after an unknown outcome meets its own documents; anybody else's mean that the unit is taken.
      if (isDuplicateKey(error)) return (await isWritten(act.act)) ? written(act.device) : whoHasIt(act)
      throw error
    }
  }

  /** A unit that was kept while the database was away must not go into an order that was closed meanwhile. */
  async function stillOpen(session: ClientSession, { order_number }: RegisterAct): Promise<void> {
    const order = await orders.findOne({ order_number }, { session })
    const { status } = readProductionOrder(order)
    const word = statusRefusal(status, 'register')
    if (word !== null) throw new Refused<NotWritten>(refusal(word, { order: order_number }))
  }

  async function takePlace(session: ClientSession, act: RegisterAct): Promise<void> {
    const _id = leaseKey(act.order_number, act.lote, act.workplace.station)
    if (act.override !== undefined) {
      await rooms.updateOne(
        { _id: batchKey(act.order_number, act.lote) },
        { $inc: { extra: 1 }, $currentDate: { updated_at: true } },
        { session },
      )
      await leases.updateOne(
        { _id },
        {
          $inc: { granted: 1, used: 1 },
          $currentDate: { updated_at: true },
          $setOnInsert: { order_number: act.order_number, lote: act.lote, station: act.workplace.station },
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
    if (place.matchedCount === 0) throw new Refused<NotWritten>({ kind: 'no-place' })
  }

  /** The first accepted unit starts the order and the batch; whoever comes second finds the filter no longer true. */
  async function start(session: ClientSession, act: RegisterAct): Promise<void> {
    const at = new Date(act.at)
    await orders.updateOne(
      { order_number: act.order_number, status: 'pending' },
      { $set: { status: 'in_progress', ose_status: { status: 'in_progress', at }, start_date: at, updated_at: at } },
      { session },
    )
    await orders.updateOne(
      { order_number: act.order_number, batches: { $elemMatch: { batch_number: act.lote, start_date: null } } },
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
  async function whoHasIt({ imei, iccid }: RegisterAct): Promise<Written> {
    const byImei = await lookup.taken('imei', imei)
    const byIccid = iccid === null ? null : await lookup.taken('iccid', iccid, imei)
    return byImei ?? byIccid ?? { kind: 'no-place' }
  }

  return register
}
