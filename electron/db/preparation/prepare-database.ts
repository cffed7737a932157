import { type Db, type MongoClient, MongoServerError } from 'mongodb'
import { collectionNames, collections } from '../collections/collections.ts'
import { noticesForm } from '../collections/notices-form.ts'
import { isTooOld } from '../connection/server-version.ts'
import { ensureIndexes, type MissingIndex } from '../indexes/indexes.ts'
import { stationPrivileges } from './station-rights.ts'

export interface Preparation {
  readonly client: MongoClient
  readonly databaseName: string
  /** The user that the stations sign in as; null makes no user. */
  readonly station: { readonly user: string; readonly password: () => Promise<string> } | null
  /** One line for each thing done or found. */
  readonly say: (line: string) => void
}

/** The role of the stations of one plant; it stands in `admin`, as do the users. */
export function stationRoleName(databaseName: string): string {
  return `oseStation_${databaseName}`
}

/**
 * Makes a server ready for a plant's stations, as a user who administers it: collections, indexes, a role with the
 * least that a station lives with, and its user. Only adds: run again it changes what differs and keeps everything
 * else, also the password of a user who is there.
 * @returns the indexes that could not be made.
 * @throws what the server says; `PreparationRefused` for a server that the program does not work with.
 */
export async function prepareDatabase({ client, databaseName, station, say }: Preparation): Promise<MissingIndex[]> {
  const admin = client.db('admin')
  await checkServer(admin, say)
  const db = client.db(databaseName)
  await makeCollections(db, say)
  const missing = await ensureIndexes(collections(db))
  for (const { name, duplicates } of missing) say(`index ${name}: could not be made (${duplicates.join(', ')})`)
  say(`indexes: checked, ${missing.length} missing`)
  const role = stationRoleName(databaseName)
  await makeRole(admin, role, databaseName, say)
  if (station !== null) await makeUser(admin, station, role, say)
  return missing
}

export class PreparationRefused extends Error {}

async function checkServer(admin: Db, say: (line: string) => void): Promise<void> {
  const hello = await admin.command({ hello: 1 })
  const { version, versionArray } = await admin.command({ buildInfo: 1 })
  if (isTooOld(versionArray)) throw new PreparationRefused(`MongoDB ${version} is too old: 6.0 or newer is needed.`)
  if (typeof hello['setName'] !== 'string') {
    throw new PreparationRefused('This server is no replica set. docs/plant-database.md has the procedure.')
  }
  say(`server: MongoDB ${version}, replica set ${hello['setName']}`)
  const { authInfo } = await admin.command({ connectionStatus: 1 })
  if (authInfo.authenticatedUsers.length === 0) {
    say('WARNING: this server lets anybody in. The role holds nothing until authorization is switched on.')
  }
}

async function makeCollections(db: Db, say: (line: string) => void): Promise<void> {
  const there = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name))
  for (const name of Object.values(collectionNames)) {
    if (there.has(name)) continue
    await db.createCollection(name, name === collectionNames.notices ? noticesForm : {})
    say(`collection ${name}: made`)
  }
}

async function makeRole(admin: Db, role: string, databaseName: string, say: (line: string) => void): Promise<void> {
  const rights = { privileges: stationPrivileges(databaseName), roles: [], writeConcern: { w: 'majority' } }
  const { roles } = await admin.command({ rolesInfo: role })
  await admin.command(roles.length === 0 ? { createRole: role, ...rights } : { updateRole: role, ...rights })
  say(`role ${role}: ${roles.length === 0 ? 'made' : 'its rights are written again'}`)
}

async function makeUser(
  admin: Db,
  { user, password }: NonNullable<Preparation['station']>,
  role: string,
  say: (line: string) => void,
): Promise<void> {
  const { users } = await admin.command({ usersInfo: user })
  const [known] = users
  const writeConcern = { w: 'majority' }
  if (known === undefined) {
    await admin.command({ createUser: user, pwd: await password(), roles: [{ role, db: 'admin' }], writeConcern })
    say(`user ${user}: made, signs in at the database admin`)
    return
  }
  const held: readonly { role: string; db: string }[] = known.roles
  if (!held.some((one) => one.role === role && one.db === 'admin')) {
    await admin.command({ grantRolesToUser: user, roles: [{ role, db: 'admin' }], writeConcern })
    say(`user ${user}: was there, the role is granted; the password is kept`)
  } else say(`user ${user}: was there with the role; the password is kept`)
  const others = held.filter((one) => one.role !== role).map((one) => `${one.role}@${one.db}`)
  if (others.length > 0) say(`WARNING: user ${user} has other roles as well: ${others.join(', ')}`)
}

/** What an administrator can do about an error of the server; null where the error itself says more. */
export function preparationAdvice(error: unknown): string | null {
  if (error instanceof PreparationRefused) return error.message
  if (!(error instanceof MongoServerError)) return null
  if (error.code === 18) return 'The server does not accept this user or this password.'
  if (error.code === 13) {
    return 'This user may not do that. A user with the roles readWrite and dbAdmin on the database, and userAdmin on admin, may.'
  }
  return null
}
