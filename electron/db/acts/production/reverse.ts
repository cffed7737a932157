import { type ClientSession, ObjectId } from 'mongodb'
import { batchKey, leaseKey } from '../../../../shared/domain/batch-key.ts'
import type { ProductionUndo, RegisterAct, VerifyAct } from '../../../../shared/domain/production-acts.ts'
import type { DeviceState } from '../../../../shared/schemas/device.ts'
import type { UndoAct } from '../../../../shared/station/act.ts'
import type { Collections } from '../../collections/collections.ts'
import { deviceEvent } from '../../collections/device-event.ts'
import { inTransaction, isDuplicateKey, Refused } from '../../connection/transaction.ts'
import { count } from '../counters.ts'
import { changedSince, type UndoneStep, undoneStep } from '../device-step.ts'
import { isWritten } from '../is-written.ts'
import { type RefusedAct, type WriteTerms, type Written, written } from '../written.ts'

/** Takes back an act, while nothing later happened to its device. Both events stay. */
export function actReversal(tables: Collections) {
  return async function reverse(
    session: ClientSession,
    undo: ProductionUndo,
    { now }: WriteTerms,
  ): Promise<Written<ProductionUndo>> {
    if (await isWritten(tables, undo.act)) return written(undo)
    try {
      await inTransaction(session, async () => {
        const step = await undoneStep(tables, session, undo)
        await reversal(tables, session, undo, step, now)
        await tables.deviceEvents.insertOne({ _id: new ObjectId(undo.act), ...undoneEvent(undo, step) }, { session })
      })
      return written(undo)
    } catch (error) {
      // Nothing else is thrown with it here.
      if (error instanceof Refused)
        return (await isWritten(tables, undo.act)) ? written(undo) : (error.reason as RefusedAct)
      if (isDuplicateKey(error) && (await isWritten(tables, undo.act))) return written(undo)
      throw error
    }
  }
}

function reversal(
  tables: Collections,
  session: ClientSession,
  { undoes, ...undo }: ProductionUndo,
  step: UndoneStep,
  now: number,
): Promise<void> {
  switch (undoes.kind) {
    case 'register':
      return unregister(tables, session, { ...undo, undoes }, step)
    case 'verify':
      return unverify(tables, session, { ...undo, undoes }, step, now)
  }
}

function undoneEvent(undo: ProductionUndo, { device, after, to }: UndoneStep) {
  const { subject, kind } = undo.undoes
  const unit = {
    id: device,
    imei: subject.imei,
    ccid: subject.iccid,
    nro_orden: subject.order_number,
    lote: subject.lote,
  }
  return deviceEvent(undo, unit, {
    event_type: 'status_changed',
    descripcion: kind === 'register' ? 'Registro deshecho' : 'Verificación deshecha',
    estado_anterior: after,
    estado_nuevo: to === 'gone' ? null : to,
  })
}

async function unregister(
  tables: Collections,
  session: ClientSession,
  { undoes, workplace }: UndoAct<RegisterAct>,
  { device, after, to, mark }: UndoneStep,
): Promise<void> {
  const { devices, movimientos, leases, rooms } = tables
  const { subject, facts } = undoes
  const deleted =
    to === 'gone'
      ? await devices.deleteOne(
          { _id: new ObjectId(device), estado: after as DeviceState, ose_act: mark }, // our own event wrote it
          { session },
        )
      : { deletedCount: 0 }
  if (deleted.deletedCount === 0) throw new Refused<RefusedAct>(changedSince(undoes, null))
  await movimientos.deleteOne({ _id: new ObjectId(facts.movement) }, { session })
  await count(tables, session, subject, workplace, undoes.at, { produced: -1 })
  const isAdded = facts.override !== null
  await leases.updateOne(
    { _id: leaseKey(subject, undoes.workplace.station) },
    { $inc: isAdded ? { used: -1, granted: -1 } : { used: -1 }, $currentDate: { updated_at: true } },
    { session },
  )
  if (isAdded) await rooms.updateOne({ _id: batchKey(subject) }, { $inc: { extra: -1 } }, { session })
  if (facts.startsBatch || facts.startsOrder) await unstart(tables, session, undoes)
}

/** Takes back what the first unit started, unless others have followed meanwhile. */
async function unstart({ devices, orders }: Collections, session: ClientSession, undoes: RegisterAct): Promise<void> {
  const { order_number, lote } = undoes.subject
  const at = new Date()
  const alive = { nro_orden: order_number, valido: { $ne: false } }
  const isAlone = async (filter: object) => (await devices.countDocuments(filter, { session, limit: 1 })) === 0
  if (undoes.facts.startsBatch && (await isAlone({ ...alive, lote }))) {
    await orders.updateOne(
      { order_number, batches: { $elemMatch: { batch_number: lote, start_date: new Date(undoes.at) } } },
      {
        $set: {
          'batches.$.status': 'pending',
          'batches.$.start_date': null,
          'batches.$.operator': null,
          'batches.$.workstation': null,
          updated_at: at,
        },
      },
      { session },
    )
  }
  if (undoes.facts.startsOrder && (await isAlone(alive))) {
    await orders.updateOne(
      { order_number, status: 'in_progress', start_date: new Date(undoes.at) },
      { $set: { status: 'pending', ose_status: { status: 'pending', at }, start_date: null, updated_at: at } },
      { session },
    )
  }
}

async function unverify(
  tables: Collections,
  session: ClientSession,
  { act, undoes, workplace }: UndoAct<VerifyAct>,
  { device, after, to, mark }: UndoneStep,
  now: number,
): Promise<void> {
  if (to === 'gone') throw new Error('a verification never made a device')
  const changed = await tables.devices.updateOne(
    { _id: new ObjectId(device), ose_act: mark, estado: after as DeviceState }, // our own event wrote it
    { $set: { estado: to, ose_act: act, fecha_actualizacion: new Date(now) }, $unset: { verificado: '' } },
    { session },
  )
  if (changed.matchedCount === 0) throw new Refused<RefusedAct>(changedSince(undoes, null))
  const approved = undoes.facts.approves ? -1 : 0
  await count(tables, session, undoes.subject, workplace, undoes.at, { verified: -1, approved })
}
