import { type ClientSession, MongoError, MongoServerError } from 'mongodb'
import { transactionOptions } from './client.ts'

/** Thrown inside a transaction to end it without writing: a rule said no. Carried out as a value, never shown. */
export class Refused<Reason> extends Error {
  constructor(readonly reason: Reason) {
    super('refused')
  }
}

const retryPauseMs = 3
const retryPauseLimitMs = 150

/**
 * Runs `work` in one transaction, again as long as the server says that a retry is due (write conflict, failover,
 * unknown commit result). Only safe because every document written carries an id made before: a second run after an
 * unknown outcome meets its own documents and says so. The driver's `withTransaction` is not used: it pauses up to
 * half a second between tries and goes on for two minutes, both too long behind a scanner.
 * @param patienceMs after this time the last error is thrown.
 */
export async function inTransaction<Value>(
  session: ClientSession,
  work: () => Promise<Value>,
  patienceMs = 10_000,
): Promise<Value> {
  const until = Date.now() + patienceMs
  for (let attempt = 0; ; attempt++) {
    try {
      session.startTransaction(transactionOptions)
      const value = await work()
      await commit(session, until)
      return value
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined)
      const transient = error instanceof MongoError && error.hasErrorLabel('TransientTransactionError')
      if (!transient || Date.now() >= until) throw error
      await pause(attempt)
    }
  }
}

async function commit(session: ClientSession, until: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await session.commitTransaction()
      return
    } catch (error) {
      const unknown = error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult')
      if (!unknown || Date.now() >= until) throw error
      await pause(attempt)
    }
  }
}

/** Growing and spread, so that two stations in conflict do not meet again in step. */
function pause(attempt: number): Promise<void> {
  const limit = Math.min(retryPauseMs * 2 ** attempt, retryPauseLimitMs)
  return new Promise((resolve) => setTimeout(resolve, limit * (0.5 + Math.random() / 2)))
}

export function isDuplicateKey(error: unknown): error is MongoServerError {
  return error instanceof MongoServerError && error.code === 11000
}

/** Thrown where the database is known to be away: nobody asks it. */
export class DatabaseAway extends Error {
  constructor() {
    super('the database is away')
  }
}

/** The database could not be reached or did not answer: try again later. Anything else is an answer or a bug. */
export function isAway(error: unknown): boolean {
  if (error instanceof DatabaseAway) return true
  if (!(error instanceof MongoError)) return isSocketError(error)
  if (
    error.hasErrorLabel('TransientTransactionError') ||
    error.hasErrorLabel('UnknownTransactionCommitResult') ||
    error.hasErrorLabel('RetryableWriteError')
  ) {
    return true
  }
  return awayNames.has(error.name) || (error instanceof MongoServerError && awayCodes.has(Number(error.code)))
}

/** A write to a socket that the other end has just closed comes from the driver as Node threw it (seen: EPIPE). */
function isSocketError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && socketCodes.has(error.code)
}

const socketCodes: ReadonlySet<unknown> = new Set([
  ...['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN'],
  ...['ENETUNREACH', 'ENETDOWN', 'ENETRESET', 'ENOTCONN', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ERR_SOCKET_CLOSED', 'ERR_TLS_HANDSHAKE_TIMEOUT'],
])

const awayNames: ReadonlySet<string> = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoClientClosedError',
  'MongoPoolClosedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoExpiredSessionError',
  'MongoOperationTimeoutError',
])

// 14031: the server's disk is full; it says so until somebody makes room.
// Node is recovering, shutting down, stepped down, not writable primary; exceeded time limit; write concern time-out.
const awayCodes: ReadonlySet<number> = new Set([
  14031, 50, 64, 89, 91, 189, 262, 7, 6, 9001, 10107, 11600, 11602, 13435, 13436,
])
