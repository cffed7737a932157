import { type ClientSession, type Db, MongoClient, type MongoClientOptions, type ReadConcernLevel } from 'mongodb'
import { type Collections, collections } from '../collections/collections.ts'

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
 * Of every connection, whatever its address says. Short time-outs, so that a server that is away is known within a
 * second or two. zlib is never offered: CVE-2025-14847 reads the server's memory through it.
 */
const clientOptions = {
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
} satisfies MongoClientOptions

/**
 * A client that is not connected yet. The driver adds compressors that the address names to ours, so they are taken
 * out of it. @throws the driver's error for an address that it does not understand.
 */
export function clientFor(connectionString: string, more: MongoClientOptions = {}): MongoClient {
  const plain = connectionString.replaceAll(/([?&])(?:compressors|zlibCompressionLevel)=[^&]*/gi, '$1')
  return new MongoClient(plain, { ...clientOptions, ...more })
}

/** @throws the driver's error when no primary of a replica set answers in time. */
export async function openDatabase(connectionString: string, name: string): Promise<Database> {
  const client = clientFor(connectionString)
  await client.connect().catch(async (error: unknown) => {
    await client.close().catch(() => undefined)
    throw error
  })
  const db = client.db(name)
  return { client, db, collections: collections(db), close: () => client.close() }
}
