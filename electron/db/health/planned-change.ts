import type { Document, ObjectId } from 'mongodb'
import type { PlannedRow } from '../../../shared/contract/health.ts'
import type { FixChoice, HealthKind } from '../../../shared/domain/health/data-health.ts'
import { readDevice } from '../../../shared/schemas/device.ts'
import { collectionNames, type StoredDevice } from '../collections/collections.ts'
import { type CheckedCollection, shown } from './finding.ts'

export interface FieldChange {
  readonly field: string
  /** Exactly as it stands there; missing is undefined. It is written only while it is still so. */
  readonly before: unknown
  readonly after: unknown
}

/** The device whose event tells of a change. */
export interface ToldDevice {
  readonly id: string
  readonly imei: string
  readonly ccid: string | null
  readonly nro_orden: string | null
  readonly lote: number | null
  readonly estado_anterior: string
  readonly estado_nuevo: string
}

/** One document, from what to what: what a dry run shows, and what is applied only while the document is as it was seen. */
export interface PlannedChange {
  readonly on: CheckedCollection
  readonly _id: ObjectId
  readonly label: string
  readonly why: HealthKind
  readonly choice: FixChoice
  readonly fields: readonly FieldChange[]
  /** What else the plan was made on. */
  readonly seen: Document
  /** Null: the change is told in `station_audit`. */
  readonly device: ToldDevice | null
  /** Orders that are counted anew. */
  readonly folds: readonly string[]
  /** `figures`: the order's own fold writes them, from a recount in the same transaction. */
  readonly by: 'set' | 'figures'
}

/** A change of one device. @param document as stored now */
export function deviceChange(
  document: StoredDevice,
  why: HealthKind,
  fields: readonly FieldChange[],
  more: Partial<Pick<PlannedChange, 'choice' | 'folds' | 'seen'>> = {},
): PlannedChange {
  const { imei, estado } = readDevice(document)
  const seen = { estado: document.estado ?? null, valido: document.valido ?? null }
  const to = fields.find(({ field }) => field === 'estado')?.after
  return {
    on: 'devices',
    _id: document._id,
    label: imei,
    why,
    choice: 'repair',
    fields,
    seen: { ...seen, ...more.seen },
    device: { ...toldDevice(document), estado_nuevo: typeof to === 'string' ? to : estado },
    folds: more.folds ?? [],
    by: 'set',
    ...(more.choice && { choice: more.choice }),
  }
}

export function toldDevice(document: StoredDevice): ToldDevice {
  const { imei, ccid, nro_orden, lote, estado } = readDevice(document)
  const id = document._id.toHexString()
  return { id, imei, ccid, nro_orden, lote, estado_anterior: estado, estado_nuevo: estado }
}

export function plannedRow({ on, label, fields, choice, why, device }: PlannedChange): PlannedRow {
  const rows = fields.map(({ field, before, after }) => ({ field, before: shown(before), after: shown(after) }))
  // Accepted as it stands: the event is all that is written.
  const isTold = why === 'estado-reverted' && choice === 'accept' && device !== null
  const event = isTold ? [{ field: 'device_events', before: '–', after: device.estado_nuevo }] : []
  return { collection: collectionNames[on], label, fields: [...rows, ...event] }
}
