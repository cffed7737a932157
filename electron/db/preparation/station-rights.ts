import { type Collections, collectionNames } from '../collections/collections.ts'

/** What a role may do on one resource, as MongoDB writes it. `collection: ''` is every collection of the database. */
export interface Privilege {
  readonly resource: {
    readonly db?: string
    readonly collection?: string
    readonly cluster?: boolean
    readonly anyResource?: boolean
  }
  readonly actions: readonly string[]
}

type Write = 'insert' | 'update' | 'remove'

/**
 * What a station writes, collection by collection: the one table that the role of a plant's stations is made of, and
 * that a connection is tested against. Whoever takes the connection string out of a PC passes by every check of this
 * program, so the server holds this line. A collection that is missing here does not compile.
 */
export const stationWrites: Readonly<Record<keyof Collections, readonly Write[]>> = {
  // Undoing a registration deletes the device and its movement; nothing else ever does.
  devices: ['insert', 'update', 'remove'],
  movimientos: ['insert', 'remove'],
  // The history of a device: written once, for ever.
  deviceEvents: ['insert'],
  orders: ['insert', 'update'],
  employees: ['insert', 'update'],
  // Imported from a file; their counters.
  customers: ['insert', 'update'],
  notifications: [],
  packages: [],
  pallets: [],
  rooms: ['insert', 'update'],
  leases: ['insert', 'update'],
  counters: ['insert', 'update'],
  folds: ['insert', 'update'],
  // A duty that is given back is deleted, so that another station takes it at once.
  duties: ['insert', 'update', 'remove'],
  workstations: ['insert', 'update'],
  sequences: ['insert', 'update'],
  numbers: ['insert', 'update'],
  followUps: ['insert', 'update'],
  badges: ['insert', 'update'],
  signIns: ['insert', 'update'],
  references: ['insert', 'update'],
  conflicts: ['insert', 'update'],
  settings: ['insert', 'update'],
  preferences: ['insert', 'update'],
  imports: ['insert', 'update'],
  // An administrator has read an event, or corrected a document that is no device; a fold keeps another program's figures.
  audit: ['insert', 'update'],
  // Kept until the server takes them out by their age.
  foreignChanges: ['insert', 'update'],
  // The server takes them out by their age.
  notices: ['insert'],
}

/** Reading, and the change streams of the station that holds the duty, which are on the database (`db/duty/`). */
const onDatabase = ['find', 'changeStream', 'listCollections'] as const
const onCollection = ['find', 'listIndexes', 'collStats'] as const

/**
 * The privileges of a station: no `createIndex`, no `drop`, no other database. `killSessions` needs none for sessions
 * of one's own (tried on 6.0).
 */
export function stationPrivileges(databaseName: string): Privilege[] {
  const collections = Object.entries(stationWrites).map(([key, writes]) => ({
    resource: { db: databaseName, collection: collectionNames[key as keyof Collections] }, // entries() forgets the names
    actions: [...onCollection, ...writes],
  }))
  return [{ resource: { db: databaseName, collection: '' }, actions: [...onDatabase] }, ...collections]
}

/** Figures for a screen; a station works without them. */
const dispensable: ReadonlySet<string> = new Set(['collStats', 'listCollections', 'listIndexes'])

/** The rights that a signed-in user lacks to work as a station, e.g. `remove: devices`; empty when all are there. */
export function missingRights(held: readonly Privilege[], databaseName: string): string[] {
  const lacking = new Map<string, string[]>()
  for (const { resource, actions } of stationPrivileges(databaseName)) {
    for (const action of actions) {
      if (dispensable.has(action) || held.some((one) => gives(one, resource, action))) continue
      lacking.set(action, [...(lacking.get(action) ?? []), resource.collection || databaseName])
    }
  }
  return [...lacking].map(([action, where]) => `${action}: ${where.join(', ')}`)
}

function gives({ resource, actions }: Privilege, wanted: Privilege['resource'], action: string): boolean {
  if (!actions.includes(action)) return false
  if (resource.anyResource === true) return true
  if (resource.db === undefined || resource.collection === undefined) return false
  const isDatabase = resource.db === '' || resource.db === wanted.db
  return isDatabase && (resource.collection === '' || resource.collection === wanted.collection)
}
