import { type ClientSession, ObjectId } from 'mongodb'
import type { Refusal } from '../../shared/answers.ts'
import { type Act, batchKey, counterKey, hourOf, leaseKey, type RegisterAct, type UndoAct, type VerifyAct } from '../../shared/domain/act.ts'
import type { Params } from '../../shared/result.ts'
import { type Device, deviceReadSchema } from '../../shared/schemas/device.ts'
import type { Collections, StoredDevice } from './collections.ts'
import { registeredDevice, registeredEvent, registeredMovement, undoneEvent, verification, verifiedEvent } from './production-documents.ts'
import { inTransaction, isDuplicateKey, Refused } from './transaction.ts'

/** What became of an act. `no-place` asks the caller for another lease; everything else is final. */
export type Written =
  | { readonly kind: 'written'; readonly device: string }
  | { readonly kind: 'refused'; readonly word: Refusal; readonly params: Params }
  | { readonly kind: 'no-place' }

type Reason = Exclude<Written, { readonly kind: 'written' }>

/**
 * Writes the production station's acts, each in one transaction with ids made before. Races are settled by unique
 * indexes and by the expected state in the filter, never by read-then-write.
 */
export function productionActs(tables: Collections) {
  const { devices, movimientos, deviceEvents, orders, counters, leases, rooms } = tables

  async function isWritten(act: Act): Promise<boolean> {
    return (await deviceEvents.countDocuments({ _id: new ObjectId(act.act) }, { limit: 1 })) > 0
  }

  async function register(session: ClientSession, act: RegisterAct): Promise<Written> {
    const device = { _id: new ObjectId(act.device), ...registeredDevice(act) }
    const movement = { _id: new ObjectId(act.movement), ...registeredMovement(act) }
    const event = { _id: new ObjectId(act.act), ...registeredEvent(act) }
    try {
      await inTransaction(session, async () => {
        await takePlace(session, act)
        await devices.insertOne(device, { session })
        await movimientos.insertOne(movement, { session })
        await deviceEvents.insertOne(event, { session })
        await count(session, act, { produced: 1 })
        if (act.startsOrder || act.startsBatch) await start(session, act)
      })
      return { kind: 'written', device: act.device }
    } catch (error) {
      if (error instanceof Refused) return settleNoPlace(act)
      // A retry after an unknown outcome meets its own documents; anybody else's mean that the unit is taken.
      if (isDuplicateKey(error)) return (await isWritten(act)) ? written(act.device) : whoHasIt(act)
      throw error
    }
  }

  async function settleNoPlace(act: RegisterAct): Promise<Written> {
    return (await isWritten(act)) ? written(act.device) : { kind: 'no-place' }
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
    if (place.matchedCount === 0) throw new Refused<Reason>({ kind: 'no-place' })
  }

  /** This station's own counter: the order itself is never touched by a scan (six writers: 223 instead of 1,083 a second). */
  async function count(
    session: ClientSession,
    act: { readonly order_number: string; readonly lote: number; readonly at: number; readonly workplace: Act['workplace'] },
    change: { readonly produced?: number; readonly approved?: number; readonly verified?: number },
  ): Promise<void> {
    const { station, linea } = act.workplace
    const inc = { produced: change.produced ?? 0, approved: change.approved ?? 0, verified: change.verified ?? 0, rejected: 0 }
    await counters.updateOne(
      { _id: counterKey(act.order_number, act.lote, station, act.at) },
      {
        $inc: inc,
        $currentDate: { updated_at: true },
        $setOnInsert: { order_number: act.order_number, lote: act.lote, station, linea, hour: hourOf(act.at) },
      },
      { session, upsert: true },
    )
  }

  /** The first accepted unit starts the order and the batch; whoever comes second finds the filter no longer true. */
  async function start(session: ClientSession, act: RegisterAct): Promise<void> {
    const at = new Date(act.at)
    await orders.updateOne(
      { order_number: act.order_number, status: 'pending' },
      { $set: { status: 'in_progress', start_date: at, updated_at: at } },
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

  async function verify(session: ClientSession, act: VerifyAct): Promise<Written> {
    const found = await findByImei(act.imei)
    if (found === null) return refusal('not-registered', { imei: act.imei })
    const id = found._id.toHexString()
    const device = deviceReadSchema.parse(found)
    if (device.verificado?.act === act.act) return written(id)
    const no = verifyRefusal(act, device)
    if (no !== null) return no
    const after = act.approves ? 'aprobado' : 'en_produccion'
    try {
      await inTransaction(session, async () => {
        const changed = await devices.updateOne(
          { _id: found._id, estado: 'en_produccion', 'verificado.act': { $exists: false } },
          { $set: { verificado: verification(act), estado: after, ose_act: act.act, fecha_actualizacion: new Date(act.at) } },
          { session },
        )
        if (changed.matchedCount === 0) throw new Refused<Reason>({ kind: 'refused', word: 'wrong-state', params: { imei: act.imei } })
        await deviceEvents.insertOne({ _id: new ObjectId(act.act), ...verifiedEvent(act, id, after) }, { session })
        await count(session, act, { verified: 1, approved: act.approves ? 1 : 0 })
      })
      return written(id)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // Somebody was faster; what stands there now says what to answer.
      const now = deviceReadSchema.parse((await findByImei(act.imei)) ?? {})
      if (now.verificado?.act === act.act) return written(id)
      return verifyRefusal(act, now) ?? refusal('wrong-state', { imei: act.imei, estado: now.estado })
    }
  }

  async function undo(session: ClientSession, act: UndoAct): Promise<Written> {
    const { undoes } = act
    if (await isWritten(act)) return written(undoes.device)
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
      if (isDuplicateKey(error) && (await isWritten(act))) return written(undoes.device)
      throw error
    }
  }

  async function nothingLater(session: ClientSession, { undoes }: UndoAct): Promise<void> {
    const [latest] = await deviceEvents.find({ device_id: undoes.device }, { session }).sort({ timestamp: -1 }).limit(1).toArray()
    if (latest !== undefined && latest.data?.act !== undoes.act) {
      throw new Refused<Reason>({
        kind: 'refused',
        word: 'undo-changed-since',
        params: { imei: undoes.imei, act: latest.event_type, operator: latest.operator ?? '', when: latest.timestamp.getTime() },
      })
    }
  }

  async function unregister(session: ClientSession, { undoes, workplace }: UndoAct): Promise<void> {
    const deleted = await devices.deleteOne(
      { _id: new ObjectId(undoes.device), estado: 'en_produccion', ose_act: undoes.act },
      { session },
    )
    if (deleted.deletedCount === 0) {
      throw new Refused<Reason>({ kind: 'refused', word: 'undo-changed-since', params: { imei: undoes.imei, act: '', operator: '', when: 0 } })
    }
    if (undoes.movement !== null) await movimientos.deleteOne({ _id: new ObjectId(undoes.movement) }, { session })
    await count(session, { ...undoes, workplace }, { produced: -1 })
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
        { $set: { status: 'pending', start_date: null, updated_at: at } },
        { session },
      )
    }
  }

  async function unverify(session: ClientSession, { act, at, undoes, workplace }: UndoAct): Promise<void> {
    const changed = await devices.updateOne(
      { _id: new ObjectId(undoes.device), ose_act: undoes.act, estado: undoes.approved ? 'aprobado' : 'en_produccion' },
      { $set: { estado: 'en_produccion', ose_act: act, fecha_actualizacion: new Date(at) }, $unset: { verificado: '' } },
      { session },
    )
    if (changed.matchedCount === 0) {
      throw new Refused<Reason>({ kind: 'refused', word: 'undo-changed-since', params: { imei: undoes.imei, act: '', operator: '', when: 0 } })
    }
    await count(session, { ...undoes, workplace }, { verified: -1, approved: undoes.approved ? -1 : 0 })
  }

  async function findByImei(imei: string): Promise<StoredDevice | null> {
    // A legacy duplicate is kept with `valido: false`: the valid one is the device.
    const found = await devices.find({ imei }).limit(5).toArray()
    return found.find((device) => device.valido !== false) ?? found[0] ?? null
  }

  /** Who has this IMEI or ICCID: said to the operator who came second. */
  async function whoHasIt(act: { readonly imei: string; readonly iccid: string | null }): Promise<Written> {
    const byImei = await findByImei(act.imei)
    if (byImei !== null) return refusal('already-registered', { imei: act.imei, ...whereIs(deviceReadSchema.parse(byImei)) })
    const byIccid = act.iccid === null ? null : await devices.findOne({ ccid: act.iccid, valido: { $ne: false } })
    if (byIccid !== null && act.iccid !== null) {
      const other = deviceReadSchema.parse(byIccid)
      return refusal('iccid-on-other-device', { iccid: act.iccid, imei: act.imei, other: other.imei, ...whereIs(other) })
    }
    // The one that stood in the way is gone again (undone in this moment): the same act is simply tried again.
    return { kind: 'no-place' }
  }

  return {
    /** Writes an act, or says why not. @throws the driver's error when the database is away: nothing is decided then. */
    async write(session: ClientSession, act: Act): Promise<Written> {
      switch (act.kind) {
        case 'register':
          return register(session, act)
        case 'verify':
          return verify(session, act)
        case 'undo':
          return undo(session, act)
      }
    },

    /** Early answer for the first code of a pair: is it on a device already? */
    async taken(kind: 'imei' | 'iccid', code: string): Promise<Written | null> {
      const found = kind === 'imei' ? await findByImei(code) : await devices.findOne({ ccid: code, valido: { $ne: false } })
      if (found === null) return null
      const device = deviceReadSchema.parse(found)
      if (kind === 'imei') return refusal('already-registered', { imei: code, ...whereIs(device) })
      return refusal('iccid-on-other-device', { iccid: code, imei: '', other: device.imei, ...whereIs(device) })
    },
  }
}

export type ProductionActs = ReturnType<typeof productionActs>

/** The rule of station 2, over what the database says of the unit. */
export function verifyRefusal(act: VerifyAct, device: Device): Extract<Written, { kind: 'refused' }> | null {
  const where = { imei: act.imei, ...whereIs(device) }
  if (device.nro_orden !== act.order_number) return refusal('registered-in-other-order', { ...where, expected: act.order_number })
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

function whereIs(device: Device): Params {
  return {
    order: device.nro_orden ?? '–',
    lote: device.lote ?? 0,
    linea: device.linea ?? 0,
    puesto: device.puesto ?? 0,
    operator: device.creado_por ?? '–',
    when: device.fecha_creacion?.getTime() ?? 0,
    estado: device.estado,
  }
}

function written(device: string): Written {
  return { kind: 'written', device }
}

function refusal(word: Refusal, params: Params): Extract<Written, { kind: 'refused' }> {
  return { kind: 'refused', word, params }
}
