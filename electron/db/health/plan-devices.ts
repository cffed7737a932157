import { type Document, ObjectId } from 'mongodb'
import { deviceLoss } from '../../../shared/domain/foreign-change.ts'
import { type FixChoice, isCustomerId } from '../../../shared/domain/health/data-health.ts'
import {
  canBePacked,
  differingSpellings,
  isBoxedNotPacked,
  isPackedWithoutBox,
  undoneNote,
  withError,
} from '../../../shared/domain/health/data-health-devices.ts'
import { readDevice } from '../../../shared/schemas/device.ts'
import type { Collections, StoredDevice } from '../collections/collections.ts'
import { stepsOf } from '../duty/told-steps.ts'
import { duplicatesOf, keptOf } from './find-duplicates.ts'
import { customerMeant, orderMeant } from './find-references.ts'
import type { Finding } from './finding.ts'
import { deviceChange, type FieldChange, type PlannedChange } from './planned-change.ts'

/** Changes of devices, planned on what stands there now; nothing where nothing is left to do or only a person can tell. */
export async function* planDevices(
  tables: Collections,
  finding: Finding,
  choice: FixChoice,
): AsyncGenerator<PlannedChange> {
  const { devices } = tables
  const { kind, key } = finding
  switch (kind) {
    case 'duplicate-imei':
      yield* markDuplicates(tables, key)
      return
    case 'duplicate-iccid':
      yield* takeIccidOff(tables, key)
      return
    case 'order-missing': {
      const meant = await orderMeant(tables, key)
      if (meant === null) return
      for await (const device of devices.find({ nro_orden: key }).sort({ _id: 1 })) {
        const fields = [{ field: 'nro_orden', before: key, after: meant }]
        yield deviceChange(device, kind, fields, { folds: [meant] })
      }
      return
    }
    case 'customer-missing':
    case 'customer-is-name':
      for await (const device of devices.find({ cliente: key }).sort({ _id: 1 })) {
        const fields = await customerFields(tables, key, device)
        if (fields !== null) yield deviceChange(device, kind, fields)
      }
      return
  }
  const device = isCustomerId(key) ? await devices.findOne({ _id: new ObjectId(key) }) : null
  if (device !== null) yield* ofOneDevice(tables, finding, choice, device)
}

async function* ofOneDevice(
  tables: Collections,
  { kind }: Finding,
  choice: FixChoice,
  device: StoredDevice,
): AsyncGenerator<PlannedChange> {
  const read = { ...readDevice(device), id: device._id.toHexString() }
  const folds = read.nro_orden === null ? [] : [read.nro_orden]
  switch (kind) {
    case 'packed-without-box': {
      if (!isPackedWithoutBox(read)) return
      const boxes = ['package_no', 'carton_id', 'codigo_innerbox', 'num_palet', 'pallet_id'] as const
      const seen = Object.fromEntries(boxes.map((field) => [field, device[field] ?? null]))
      yield deviceChange(device, kind, [{ field: 'estado', before: device.estado, after: 'aprobado' }], { folds, seen })
      return
    }
    case 'boxed-not-packed': {
      if (!isBoxedNotPacked(read) || !canBePacked(read)) return
      const seen = { carton_id: device.carton_id ?? null, package_no: device.package_no ?? null }
      const fields = [{ field: 'estado', before: device.estado, after: 'empaquetado' }]
      yield deviceChange(device, kind, fields, { folds, seen })
      return
    }
    case 'spellings-differ': {
      const seen = { carton_id: device.carton_id ?? null, pallet_id: device.pallet_id ?? null }
      const fields = differingSpellings(read)
      if (fields.length > 0) yield deviceChange(device, kind, fields, { seen })
      return
    }
    case 'estado-reverted': {
      const loss = deviceLoss(read.estado, (await stepsOf(tables, [read.id])).get(read.id) ?? [])
      if (loss !== null) yield lossChange(device, loss, choice, folds)
    }
  }
}

function lossChange(
  device: StoredDevice,
  loss: NonNullable<ReturnType<typeof deviceLoss>>,
  choice: FixChoice,
  folds: readonly string[],
): PlannedChange {
  const more = { choice, folds, seen: { ose_act: device.ose_act ?? null } }
  if (choice === 'accept') return deviceChange(device, 'estado-reverted', [], more)
  if (loss.what === 'estado-reverted') {
    return deviceChange(device, 'estado-reverted', [{ field: 'estado', before: device.estado, after: loss.told }], more)
  }
  // Nothing of ours deletes a device: it stays, and counts no more.
  return deviceChange(device, 'estado-reverted', invalid(device, undoneNote), more)
}

function invalid(device: StoredDevice, note: string): FieldChange[] {
  const errores = device.errores ?? null
  return [
    { field: 'valido', before: device.valido, after: false },
    { field: 'errores', before: device.errores, after: withError(errores, note) },
  ]
}

async function* markDuplicates(tables: Collections, imei: string): AsyncGenerator<PlannedChange> {
  const found = await duplicatesOf(tables, 'imei', imei)
  const kept = found.length < 2 ? null : keptOf('imei', found)
  if (kept === null) return
  for (const { id, document } of found) {
    if (id === kept.id) continue
    const folds = document.nro_orden == null ? [] : [document.nro_orden]
    yield deviceChange(document, 'duplicate-imei', invalid(document, 'IMEI duplicado'), { folds })
  }
}

async function* takeIccidOff(tables: Collections, ccid: string): AsyncGenerator<PlannedChange> {
  const found = await duplicatesOf(tables, 'ccid', ccid)
  const kept = keptOf('ccid', found)
  if (kept === null || new Set(found.map(({ document }) => document.imei)).size < 2) return
  for (const { id, document } of found) {
    if (id === kept.id) continue
    const errores = withError(document.errores ?? null, `ICCID duplicado: ${ccid}`)
    yield deviceChange(document, 'duplicate-iccid', [
      { field: 'ccid', before: ccid, after: null },
      { field: 'errores', before: document.errores, after: errores },
    ])
  }
}

/** The customer that was meant, in all three fields; null where none can be told. */
export async function customerFields(
  tables: Collections,
  cliente: string,
  holder: Document,
): Promise<FieldChange[] | null> {
  const meant = await customerMeant(tables, cliente, holder)
  if (meant === null) return null
  const after = { cliente: meant.id, cliente_codigo: meant.customer_code, cliente_nombre: meant.name }
  return Object.entries(after)
    .map(([field, value]) => ({ field, before: holder[field], after: value }))
    .filter(({ before, after: value }) => before !== value)
}
