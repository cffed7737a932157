import { MongoServerError } from 'mongodb'
import { failure, type Result, success } from '../../../shared/result.ts'
import type { Log } from '../../log/log.ts'
import { clientFor } from '../connection/client.ts'
import { type Moved, type MoveProgress, MoveRefused, moveDatabase } from './move-database.ts'

interface MoveEnd {
  /** Holds the secret. */
  readonly connectionString: string
  readonly name: string
}

export interface MoveToServer {
  readonly from: MoveEnd
  readonly to: MoveEnd
  readonly signal: AbortSignal
  readonly log: Log
  readonly onProgress: (progress: MoveProgress) => void
}

const unauthorized = 13

/** `moveDatabase` on connections of its own, which have time: an index over millions of documents takes minutes. */
export async function moveToServer({ from, to, signal, log, onProgress }: MoveToServer): Promise<Result<Moved>> {
  const patient = { socketTimeoutMS: 0, serverSelectionTimeoutMS: 15_000, maxPoolSize: 4 }
  const source = clientFor(from.connectionString, patient)
  const target = clientFor(to.connectionString, patient)
  const move = () => moveDatabase({ source: source.db(from.name), target: target.db(to.name), signal, onProgress })
  try {
    return success(await move().catch((error: unknown) => onceMore(error, move)))
  } catch (error) {
    if (error instanceof MoveRefused) return failure(error.code, { collection: error.collection })
    if (error instanceof MongoServerError && error.code === unauthorized) {
      return failure('connection-rights', { database: to.name, rights: 'createIndex' })
    }
    return failure('move-broken-off', undefined, log('database.move-failed', { error }))
  } finally {
    await Promise.all([source.close(true), target.close(true)]).catch(() => undefined)
  }
}

/** An act that was on its way when the move began may have come after its collection was copied. */
function onceMore(error: unknown, move: () => Promise<Moved>): Promise<Moved> {
  if (error instanceof MoveRefused && error.code === 'move-differs') return move()
  throw error
}
