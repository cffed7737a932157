import { type Document, MongoServerError, ReadConcern } from 'mongodb'
import type { Database } from '../connection/client.ts'

/**
 * How far the server is with the indexes of a collection, 0–100. Null: it builds none now, or this user may not look at
 * the server's own operations (a plant's station may not).
 */
export async function indexPercent({ client, db }: Database, collection: string): Promise<number | null> {
  try {
    const found = await client
      .db('admin', { readConcern: new ReadConcern('local') })
      .aggregate<Document>([
        { $currentOp: { allUsers: true, idleConnections: false } },
        { $match: { ns: `${db.databaseName}.${collection}`, 'progress.total': { $gt: 0 } } },
        { $project: { msg: 1, progress: 1 } },
      ])
      .toArray()
    const shares = found
      .filter(({ msg }) => typeof msg === 'string' && msg.startsWith('Index Build'))
      .map(({ progress }) => Number(progress.done) / Number(progress.total))
    return shares.length === 0 ? null : Math.min(100, Math.round(100 * Math.max(...shares)))
  } catch (error) {
    // Not allowed, or a server that says it otherwise: how many indexes are left is known without it.
    if (error instanceof MongoServerError) return null
    throw error
  }
}
