import { type ClientSession, type Db, MongoClient, type ReadConcernLevel } from 'mongodb'
import { type Collections, collections } from './collections.ts'

/** A server session, for those outside this folder who only hand it on. */
export type DatabaseSession = ClientSession

/** A connection that was made and checked. The connection string is not kept here: it holds the secret. */
export interface Database {
  readonly client: MongoClient
  readonly db: Db
  readonly collections: Collections
  readonly close: () => Promise<void>
}

const majority: ReadConcernLevel = 'majority'

/**
 * Set on each transaction itself: concerns set on a database or collection are silently ignored inside one
 * (Jepsen, MongoDB 4.2.6). `maxCommitTimeMS` keeps a commit from waiting for ever on a minority.
 */
export const transactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
  readPreference: 'primary',
  maxCommitTimeMS: 5000,
} as const

/**
 * Connects with short time-outs, so that a server that is away is known within a second or two.
 * zlib is never offered (CVE-2025-14847 reads the server's memory through it).
 * @throws the driver's error when no primary of a replica set answers in time.
 */
export async function openDatabase(connectionString: string, name: string): Promise<Database> {
  const client = new MongoClient(connectionString, {
    appName: 'ose-station',
    serverSelectionTimeoutMS: 3000,
    connectTimeoutMS: 3000,
    socketTimeoutMS: 20_000,
    heartbeatFrequencyMS: 2000,
    compressors: ['none'],
    retryWrites: true,
    retryReads: true,
    maxPoolSize: 12,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: majority },
    // Undefined in a filter or document is a bug of ours, not a null.
    ignoreUndefined: false,
  })
  await client.connect().catch(async (error: unknown) => {
    await client.close().catch(() => undefined)
    throw error
  })
  const db = client.db(name)
  return { client, db, collections: collections(db), close: () => client.close() }
}
