import type { Binary, Collection, Db, ObjectId } from 'mongodb'
import type { CustomerDocument } from '../../../shared/schemas/customer.ts'
import type { DeviceDocument } from '../../../shared/schemas/device.ts'
import type { DeviceEventDocument } from '../../../shared/schemas/device-event.ts'
import type { EmployeeDocument } from '../../../shared/schemas/employee.ts'
import type { MovimientoDocument } from '../../../shared/schemas/movimiento.ts'
import type { PackageDocument } from '../../../shared/schemas/package.ts'
import type { PalletDocument } from '../../../shared/schemas/pallet.ts'
import type { ProductionOrderDocument } from '../../../shared/schemas/production-order.ts'
import type { SeriesNotificationDocument } from '../../../shared/schemas/series-notification.ts'
import type { Language, Theme } from '../../../shared/settings.ts'
import type { Subject } from '../../../shared/station/subject.ts'
import type { CorrectionAuditDocument, FiguresAuditDocument, ForeignChangeDocument } from './audit-documents.ts'
import type { ImportDocument } from './import-document.ts'
import type {
  CounterDocument,
  DutyDocument,
  FoldDocument,
  FollowUpDocument,
  LeaseDocument,
  NoticeDocument,
  NumbersDocument,
  RoomDocument,
  SequenceDocument,
} from './station-documents.ts'

/** What station 2 leaves on a device that it read again. */
export interface Verification {
  readonly fecha: Date
  readonly operador: string
  readonly linea: number
  readonly puesto: number
  readonly act: string
}

export type StoredDevice = DeviceDocument & { _id: ObjectId; verificado?: Verification | null }

export interface WorkstationDocument {
  /** The installation id in the PC's data folder. */
  _id: string
  code: string
  /** Null where it stands at no line. */
  linea: number | null
  puesto: number | null
  host: string
  version: string
  seen_at: Date
  /** Until then it keeps knowledge of units, for which all that do share a part of the server's time. */
  knows_until?: Date
}

export interface BadgeDocument {
  /** SHA-256 of the token, hex: the token itself is only on the badge. */
  _id: string
  employee_id: string
  created_at: Date
  created_by: string
  revoked_at: Date | null
}

export interface SignInDocument {
  /** SHA-256 of the sign-in token, hex. */
  _id: string
  employee_id: string
  station: string
  at: Date
  by: 'password' | 'badge'
  /** SHA-256 of the password hash at sign-in: a changed password ends the sign-in. */
  password_mark: string
  ended_at: Date | null
  ended_why: string | null
}

export interface ReferenceDocument {
  /** The product reference number. */
  _id: string
  tacs: string[]
  iccid_prefixes: string[]
  updated_at: Date
  updated_by: string
}

export interface ConflictDocument {
  _id: ObjectId
  station: string
  at: Date
  act: string
  act_kind: string
  /** The station word whose act it was, and what it was about. Of older conflicts there are the unit's fields instead. */
  word_of?: string
  subject?: Subject
  imei?: string
  ccid?: string | null
  order_number?: string
  lote?: number
  operator: string
  word: string
  params: Record<string, string | number | boolean>
  resolved_at: Date | null
  resolved_by: string | null
  resolution: string | null
}

/** How a person likes the screen; `_id` is the employee's. */
export interface PreferencesDocument {
  _id: string
  language?: Language
  theme?: Theme
  updated_at: Date
}

/** What was done to this plant from outside the program's screens; shown to its administrators. */
export interface PlantAuditDocument {
  _id: ObjectId
  kind: 'administrator-recovered' | 'copy-restored'
  at: Date
  /** The computer and its user. */
  host: string
  os_user: string
  version: string
  /** Administrators who have read it. */
  seen_by: string[]
  employee_id: string | null
  /** The employee was made by it; else their role before. */
  made: boolean
  role_before: string | null
  /** SHA-256 of the hash of the one-time password: while the employee still has it, they are asked for their own. */
  password_mark: string | null
  /** When the copy that was put back had been made. */
  copy_of: Date | null
}

export type AuditDocument = PlantAuditDocument | CorrectionAuditDocument | FiguresAuditDocument

export interface SettingsDocument {
  _id: string
  [name: string]: unknown
}

export type StoredEmployee = EmployeeDocument & { _id: ObjectId }
export type StoredOrder = ProductionOrderDocument & { _id: ObjectId }

/** Every collection that this program touches, in one place. What the platform has no place for begins `station_`. */
export interface Collections {
  readonly devices: Collection<StoredDevice>
  readonly movimientos: Collection<MovimientoDocument & { _id: ObjectId }>
  readonly deviceEvents: Collection<DeviceEventDocument & { _id: ObjectId }>
  readonly orders: Collection<StoredOrder>
  readonly employees: Collection<StoredEmployee>
  readonly customers: Collection<CustomerDocument & { _id: ObjectId }>
  readonly notifications: Collection<SeriesNotificationDocument & { _id: ObjectId }>
  readonly packages: Collection<PackageDocument & { _id: ObjectId }>
  readonly pallets: Collection<PalletDocument & { _id: ObjectId }>
  readonly rooms: Collection<RoomDocument>
  readonly leases: Collection<LeaseDocument>
  readonly counters: Collection<CounterDocument>
  readonly folds: Collection<FoldDocument>
  readonly duties: Collection<DutyDocument>
  readonly workstations: Collection<WorkstationDocument>
  readonly sequences: Collection<SequenceDocument>
  readonly numbers: Collection<NumbersDocument>
  readonly followUps: Collection<FollowUpDocument>
  readonly badges: Collection<BadgeDocument>
  readonly signIns: Collection<SignInDocument>
  readonly references: Collection<ReferenceDocument>
  readonly conflicts: Collection<ConflictDocument>
  readonly settings: Collection<SettingsDocument>
  readonly preferences: Collection<PreferencesDocument>
  readonly audit: Collection<AuditDocument>
  readonly imports: Collection<ImportDocument>
  readonly foreignChanges: Collection<ForeignChangeDocument>
  readonly notices: Collection<NoticeDocument>
}

/** The stored name of each collection. */
export const collectionNames = {
  devices: 'devices',
  movimientos: 'movimientos',
  deviceEvents: 'device_events',
  orders: 'production_orders',
  employees: 'employees',
  customers: 'customers',
  notifications: 'series_notifications',
  packages: 'packages',
  pallets: 'pallets',
  rooms: 'station_rooms',
  leases: 'station_leases',
  counters: 'station_counters',
  folds: 'station_folds',
  duties: 'station_duties',
  workstations: 'station_workstations',
  sequences: 'station_sequences',
  numbers: 'station_numbers',
  followUps: 'station_follow_ups',
  badges: 'station_badges',
  signIns: 'station_sign_ins',
  references: 'station_references',
  conflicts: 'station_conflicts',
  settings: 'station_settings',
  preferences: 'station_preferences',
  audit: 'station_audit',
  imports: 'station_imports',
  foreignChanges: 'station_foreign_changes',
  notices: 'station_notices',
} as const satisfies Record<keyof Collections, string>

export function collections(db: Db): Collections {
  return {
    devices: db.collection(collectionNames.devices),
    movimientos: db.collection(collectionNames.movimientos),
    deviceEvents: db.collection(collectionNames.deviceEvents),
    orders: db.collection(collectionNames.orders),
    employees: db.collection(collectionNames.employees),
    customers: db.collection(collectionNames.customers),
    notifications: db.collection(collectionNames.notifications),
    packages: db.collection(collectionNames.packages),
    pallets: db.collection(collectionNames.pallets),
    rooms: db.collection(collectionNames.rooms),
    leases: db.collection(collectionNames.leases),
    counters: db.collection(collectionNames.counters),
    folds: db.collection(collectionNames.folds),
    duties: db.collection(collectionNames.duties),
    workstations: db.collection(collectionNames.workstations),
    sequences: db.collection(collectionNames.sequences),
    numbers: db.collection(collectionNames.numbers),
    followUps: db.collection(collectionNames.followUps),
    badges: db.collection(collectionNames.badges),
    signIns: db.collection(collectionNames.signIns),
    references: db.collection(collectionNames.references),
    conflicts: db.collection(collectionNames.conflicts),
    settings: db.collection(collectionNames.settings),
    preferences: db.collection(collectionNames.preferences),
    audit: db.collection(collectionNames.audit),
    imports: db.collection(collectionNames.imports),
    foreignChanges: db.collection(collectionNames.foreignChanges),
    notices: db.collection(collectionNames.notices),
  }
}

/** A server session's id, as `killSessions` wants it. */
export type SessionId = Binary
