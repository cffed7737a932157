import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, MongoClient, MongoServerError } from 'mongodb'
import type { ServerState } from './state-file.ts'
import { EmbeddedServerError } from './status.ts'

/** Raise it when `rights` below change: the next start then writes them again. */
export const rightsVersion = 1

const setName = 'rs0'
const roleName = 'oseStation'

/** The least that the program lives with: its data, indexes, change streams, figures, and ending its own sessions. */
const rights = {
  privileges: [{ resource: { cluster: true }, actions: ['killAnySession'] }],
  roles: ['readWriteAnyDatabase', 'dbAdminAnyDatabase', 'clusterMonitor'].map((role) => ({ role, db: 'admin' })),
}

/** Error codes of the server that are answers here. */
const authenticationFailed = 18
const notYetInitialized = 94
const roleExists = 51_002
const userExists = 51_003

/**
 * Does something as the server's own internal user, who signs in by the key file. That needs no first user and no
 * localhost exception, works in every state of the replica set, and mends a lost password.
 */
export async function asAdministrator<Value>(
  port: number,
  key: string,
  act: (admin: Db) => Promise<Value>,
): Promise<Value> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/`, {
    auth: { username: '__system', password: key },
    authSource: 'local',
    authMechanism: 'SCRAM-SHA-256',
    directConnection: true,
    maxPoolSize: 1,
    serverSelectionTimeoutMS: 3_000,
    connectTimeoutMS: 3_000,
    socketTimeoutMS: 10_000,
  })
  try {
    return await act(client.db('admin'))
  } finally {
    await client.close(true)
  }
}

/**
 * Makes the started server ours to use: a replica set of one member at this port, writable, with the program's user.
 * Safe to break off and to repeat at any step. Throws `data-damaged` when a folder that held data holds none any more:
 * mongod, finding no metadata, sets up an empty database without a word.
 */
export async function prepareServer(admin: Db, port: number, state: ServerState, signal: AbortSignal): Promise<void> {
  await ensureReplicaSet(admin, port, state.initiated, signal)
  while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true) await sleep(25, undefined, { signal })
  // A folder that came back from a backup knows another password than the state file.
  if (state.rights !== rightsVersion || !(await canSignIn(port, state))) await ensureUser(admin, state)
}

/** What the program connects with; holds the secret. */
export function connectionStringFor(port: number, state: ServerState): string {
  const credentials = `${encodeURIComponent(state.user)}:${encodeURIComponent(state.password)}`
  return `mongodb://${credentials}@127.0.0.1:${port}/?replicaSet=${setName}&authSource=admin&authMechanism=SCRAM-SHA-256`
}

/** Asks it to end cleanly. The answer is the closed connection, so an error says nothing. */
export async function requestShutdown(port: number, key: string): Promise<void> {
  await asAdministrator(port, key, (admin) => admin.command({ shutdown: 1, force: true, timeoutSecs: 0 })).catch(
    () => undefined,
  )
}

async function ensureReplicaSet(admin: Db, port: number, initiated: boolean, signal: AbortSignal): Promise<void> {
  const host = `127.0.0.1:${port}`
  // Read where it is stored: while mongod still loads it, the command below says that there is none.
  const local = admin.client.db('local')
  const stored = await local.collection('system.replset').findOne({}, { readPreference: 'secondaryPreferred' })
  if (stored === null) {
    if (initiated) throw new EmbeddedServerError('data-damaged', 'the data folder no longer holds its replica set')
    await admin.command({ replSetInitiate: { _id: setName, members: [{ _id: 0, host }] } })
    return
  }
  // On another port than last time mongod first looks for itself at the old one. Whoever sits there and says nothing
  // is waited for, 30 s; the set cannot be changed before.
  let config = await loadedConfig(admin)
  while (config === undefined) {
    await sleep(50, undefined, { signal })
    config = await loadedConfig(admin)
  }
  const [member] = config.members
  if (config.members.length === 1 && member?.host === host) return
  // It does not find itself in its configuration and never becomes primary by itself.
  const reconfigured = { ...config, version: config.version + 1, members: [{ ...member, _id: 0, host }] }
  await admin.command({ replSetReconfig: reconfigured, force: true })
}

interface ReplicaSetConfig {
  readonly _id: string
  readonly version: number
  readonly members: readonly { readonly _id: number; readonly host: string }[]
}

async function loadedConfig(admin: Db): Promise<ReplicaSetConfig | undefined> {
  try {
    // The shape of this command's answer is the server's contract since 3.0; the driver has no type for it.
    return (await admin.command({ replSetGetConfig: 1 }))['config'] as ReplicaSetConfig
  } catch (error) {
    if (hasCode(error, notYetInitialized)) return undefined
    throw error
  }
}

async function canSignIn(port: number, state: ServerState): Promise<boolean> {
  const client = new MongoClient(connectionStringFor(port, state), { serverSelectionTimeoutMS: 3_000, maxPoolSize: 1 })
  try {
    await client.db('admin').command({ ping: 1 })
    return true
  } catch (error) {
    if (hasCode(error, authenticationFailed)) return false
    throw error
  } finally {
    await client.close(true)
  }
}

async function ensureUser(admin: Db, state: ServerState): Promise<void> {
  const writeConcern = { w: 'majority', j: true }
  await createOrUpdate(
    () => admin.command({ createRole: roleName, ...rights, writeConcern }),
    () => admin.command({ updateRole: roleName, ...rights, writeConcern }),
    roleExists,
  )
  const user = {
    pwd: state.password,
    roles: [{ role: roleName, db: 'admin' }],
    mechanisms: ['SCRAM-SHA-256'],
    writeConcern,
  }
  await createOrUpdate(
    () => admin.command({ createUser: state.user, ...user }),
    () => admin.command({ updateUser: state.user, ...user }),
    userExists,
  )
}

async function createOrUpdate(
  create: () => Promise<unknown>,
  update: () => Promise<unknown>,
  existsCode: number,
): Promise<void> {
  try {
    await create()
  } catch (error) {
    if (!hasCode(error, existsCode)) throw error
    await update()
  }
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof MongoServerError && error.code === code
}
