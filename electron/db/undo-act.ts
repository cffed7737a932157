import { type ClientSession, ObjectId } from 'mongodb'
import { batchKey, leaseKey, type UndoAct } from '../../shared/domain/act.ts'
import type { Collections } from './collections.ts'
import { count } from './counters.ts'
import { undoneEvent } from './production-documents.ts'
import { inTransaction, isDuplicateKey, Refused } from './transaction.ts'
import { type NotWritten, type Written, written } from './written.ts'

/** Takes back an act, while nothing later happened to its device. Both events stay. */
export function actUndoing(tables: Collections, isWritten: (act: string) => Promise<boolean>) {
  const { devices, movimientos, deviceEvents, orders, leases, rooms } = tables

  async function undoOnce(session: ClientSession, act: UndoAct): Promise<Written> {
    const { undoes } = act
    if (await isWritten(act.act)) return written(undoes.device)
    return undo(session, undoes.device === '' ? await withDevice(act) : act)
  }

  /** A verification that was undone before it was written: its device is the one that carries the act. */
  async function withDevice(act: UndoAct): Promise<UndoAct> {
    const { imei, act: undone } = act.undoes
    const device = await devices.findOne({ imei, ose_act: undone }, { projection: { _id: 1 } })
    // No such device: the undo is refused below, because nothing carries the act any more.
    return { ...act, undoes: { ...act.undoes, device: device?._id.toHexString() ?? act.act } }
  }

  async function undo(session: ClientSession, act: UndoAct): Promise<Written> {
    const { undoes } = act
    try {
      await inTransaction(session, async () => {
        await nothingLater(session, act)
        if (undoes.kind === 'register') await unregister(session, act)
        else await unverify(session, act)
        await deviceEvents.insertOne({ _id: new ObjectId(act.act), ...undoneEvent(act) }, { session })
      })
      return written(undoes.device)
    } catch (error) {
      if (error instanceof Refused) return error.reason
      if (isDuplicateKey(error) && (await isWritten(act.act))) return written(undoes.device)
      throw error
    }
  }

  async function nothingLater(session: ClientSession, { undoes }: UndoAct): Promise<void> {
    const [latest] = await deviceEvents
      .find({ device_id: undoes.device }, { session })
      .sort({ timestamp: -1 })
      .limit(1)
      .toArray()
    if (latest !== undefined && latest.data?.act !== undoes.act) {
      throw new Refused<NotWritten>({
        kind: 'refused',
        word: 'undo-changed-since',
        params: {
          imei: undoes.imei,
          act: latest.event_type,
          operator: latest.operator ?? '',
          when: latest.timestamp.getTime(),
        },
      })
    }
  }

  async function unregister(session: ClientSession, { undoes, workplace }: UndoAct): Promise<void> {
    const deleted = await devices.deleteOne(
      { _id: new ObjectId(undoes.device), estado: 'en_produccion', ose_act: undoes.act },
      { session },
    )
    if (deleted.deletedCount === 0) {
      throw new Refused<NotWritten>({
        kind: 'refused',
        word: 'undo-changed-since',
        params: { imei: undoes.imei, act: '', operator: '', when: 0 },
      })
    }
    if (undoes.movement !== null) await movimientos.deleteOne({ _id: new ObjectId(undoes.movement) }, { session })
    await count(tables, session, { ...undoes, workplace }, { produced: -1 })
    await leases.updateOne(
      { _id: leaseKey(undoes.order_number, undoes.lote, undoes.station) },
      { $inc: undoes.overridden ? { used: -1, granted: -1 } : { used: -1 }, $currentDate: { updated_at: true } },
      { session },
    )
    if (undoes.overridden) {
      await rooms.updateOne({ _id: batchKey(undoes.order_number, undoes.lote) }, { $inc: { extra: -1 } }, { session })
    }
    if (undoes.startsBatch || undoes.startsOrder) await unstart(session, undoes)
  }

  /** Takes back what the first unit started, unless others have followed meanwhile. */
  async function unstart(session: ClientSession, undoes: UndoAct['undoes']): Promise<void> {
    const { order_number, lote } = undoes
    const at = new Date()
    const alive = { nro_orden: order_number, valido: { $ne: false } }
    if (undoes.startsBatch && (await devices.countDocuments({ ...alive, lote }, { session, limit: 1 })) === 0) {
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
    if (undoes.startsOrder && (await devices.countDocuments(alive, { session, limit: 1 })) === 0) {
      await orders.updateOne(
        { order_number, status: 'in_progress', start_date: new Date(undoes.at) },
        { $set: { status: 'pending', ose_status: { status: 'pending', at }, start_date: null, updated_at: at } },
        { session },
      )
    }
  }

  async function unverify(session: ClientSession, { act, at, undoes, workplace }: UndoAct): Promise<void> {
    const changed = await devices.updateOne(
      { _id: new ObjectId(undoes.device), ose_act: undoes.act, estado: undoes.approved ? 'aprobado' : 'en_produccion' },
      {
        $set: { estado: 'en_produccion', ose_act: act, fecha_actualizacion: new Date(at) },
        $unset: { verificado: '' },
      },
      { session },
    )
    if (changed.matchedCount === 0) {
      throw new Refused<NotWritten>({
        kind: 'refused',
        word: 'undo-changed-since',
        params: { imei: undoes.imei, act: '', operator: '', when: 0 },
      })
    }
    await count(tables, session, { ...undoes, workplace }, { verified: -1, approved: undoes.approved ? -1 : 0 })
  }

  return undoOnce
}
