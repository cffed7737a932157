import { type MongoClientOptions, type MongoOptions, MongoServerError } from 'mongodb'
import type { ServerWarning } from '../../../shared/database.ts'
import { type Failure, failure } from '../../../shared/result.ts'
import { collections } from '../collections/collections.ts'
import { clientFor } from '../connection/client.ts'
import { isHalfMoved } from '../copy/move-marker.ts'
import { checkIndexes } from '../indexes/indexes.ts'
import { missingRights } from '../preparation/station-rights.ts'

export interface SignedInLook {
  readonly warnings: readonly ServerWarning[]
  readonly missingIndexes: readonly string[]
}

const authenticationFailed = 18
const unauthorized = 13

export interface SignInTest {
  readonly connectionString: string
  readonly options: MongoOptions
  readonly databaseName: string
  /** How one server of it is asked by itself. */
  readonly direct: MongoClientOptions
  readonly address: string
  readonly forMove: boolean
  readonly waitMs: number
}

/** Signs in as the address says, and looks what this user may do. */
export async function signIn(test: SignInTest): Promise<SignedInLook | Failure> {
  const { connectionString, options, databaseName, forMove, waitMs } = test
  // Local: after a change of the set a majority's view may be missing for some seconds, and no answer here needs it.
  const patience = { serverSelectionTimeoutMS: waitMs, readConcern: { level: 'local' } } as const
  const client = clientFor(connectionString, patience)
  try {
    await client.connect()
    const { authInfo } = await client.db('admin').command({ connectionStatus: 1, showPrivileges: true })
    const db = client.db(databaseName)
    if (authInfo.authenticatedUsers.length === 0) {
      await collections(db).employees.findOne({}, { projection: { _id: 1 } })
    } else {
      const rights = missingRights(authInfo.authenticatedUserPrivileges, databaseName)
      if (rights.length > 0) return failure('connection-rights', { database: databaseName, rights: rights.join('; ') })
    }
    if (!forMove && (await isHalfMoved(db))) return failure('connection-half-moved')
    const missing = await checkIndexes(collections(db))
    // An empty database: this program makes them at once, where its user may.
    const lacking = mayMakeIndexes(authInfo, databaseName) ? [] : missing
    const missingIndexes = lacking.filter((index) => index.isNeededToRegister).map((index) => index.name)
    return {
      missingIndexes,
      warnings: [
        ...(authInfo.authenticatedUsers.length === 0 ? (['server-lets-anybody-in'] as const) : []),
        ...(missingIndexes.length > 0 ? (['indexes-missing'] as const) : []),
        ...(lacking.length > missingIndexes.length ? (['slow-without-indexes'] as const) : []),
      ],
    }
  } catch (error) {
    if (isCode(error, authenticationFailed)) return whoIsKnown(test)
    if (isCode(error, unauthorized)) return failure('connection-user-needed')
    return failure('connection-no-primary', { set: options.replicaSet ?? '' })
  } finally {
    await client.close(true).catch(() => undefined)
  }
}

/** A server says the same for a wrong password and a user of another database; trying the others tells them apart. */
async function whoIsKnown({ options, databaseName, direct, address }: SignInTest): Promise<Failure> {
  const { credentials } = options
  const used = credentials?.source ?? 'admin'
  for (const source of new Set(['admin', databaseName])) {
    if (credentials === undefined || source === used) continue
    const { username, password } = credentials
    const client = clientFor(address, { ...direct, auth: { username, password }, authSource: source })
    try {
      await client.db('admin').command({ ping: 1 })
      return failure('connection-auth-database', { used, right: source })
    } catch {
      // Not there either.
    } finally {
      await client.close(true).catch(() => undefined)
    }
  }
  return failure('connection-authentication', { database: used })
}

interface AuthInfo {
  readonly authenticatedUsers: readonly unknown[]
  readonly authenticatedUserPrivileges: readonly {
    resource: { db?: string; anyResource?: boolean }
    actions: string[]
  }[]
}

function mayMakeIndexes({ authenticatedUsers, authenticatedUserPrivileges }: AuthInfo, databaseName: string): boolean {
  if (authenticatedUsers.length === 0) return true
  return authenticatedUserPrivileges.some(
    ({ resource, actions }) =>
      actions.includes('createIndex') &&
      (resource.anyResource === true || resource.db === '' || resource.db === databaseName),
  )
}

function isCode(error: unknown, code: number): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof MongoServerError && one.code === code) return true
  }
  return false
}
