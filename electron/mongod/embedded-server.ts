import { setTimeout as sleep } from 'node:timers/promises'
import { deferred } from '../waiting/deferred.ts'
import { finishSwap } from './data-swap.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { type LifeContext, type Log, type MongodLife, startLife } from './mongod-life.ts'
import type { MongodProcess } from './mongod-process.ts'
import { makeFolders, serverFolder } from './state-file.ts'
import { EmbeddedServerError, type EmbeddedServerStatus, fileFailure, isWorthRetrying } from './status.ts'

export { type EmbeddedFailureCode, EmbeddedServerError, type EmbeddedServerStatus } from './status.ts'

export interface EmbeddedServer {
  /**
   * Resolves when there is a writable primary to connect to; holds the password, never log it. Stays pending while the
   * server restarts or a retried failure lasts. Rejects with `EmbeddedServerError` after a final failure, with an
   * `Error` after `stop`. A restart keeps the port; should that have become impossible, the status `running` names
   * another port and this answers the new string.
   */
  readonly connectionString: () => Promise<string>
  /** Ends the server cleanly and gives the folder back. Works at any moment, also twice. */
  readonly stop: () => Promise<void>
  /** The running mongod's number. */
  readonly pid: () => number | undefined
}

export interface EmbeddedServerOptions {
  /** `<user-data>/mongod`; made when it is not there. */
  readonly folder: string
  readonly executable: string
  readonly log: Log
  readonly onStatus: (status: EmbeddedServerStatus) => void
  /** The server is started when this resolves; at once by default. */
  readonly after?: Promise<void>
  /** How long a starting mongod may be silent before it counts as hanging; 60,000 ms by default. */
  readonly startTimeoutMs?: number
  /** `false` is as on a system that cannot end a child with its parent, for tests of what happens there. */
  readonly endsWithProgram?: boolean
}

/** Pauses before the 1st, 2nd, … restart; the last one holds for all later ones. */
const restartPausesMs = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000] as const
const retryPauseMs = 5_000
/** A server that ran this long has recovered: its next death counts as the first. */
const recoveredAfterMs = 60_000
/** Restarts that wait for the old port, since the program's connections point there. */
const restartsOnSamePort = 4

/** Starts, watches and restarts the mongod of this PC. Returns at once; everything is told by `onStatus`. */
export function startEmbeddedServer(options: EmbeddedServerOptions): EmbeddedServer {
  const quit = new AbortController()
  const quitting = new Promise<void>((resolve) => {
    quit.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  let ready = deferred<string>()
  let mongod: MongodProcess | undefined
  const context: LifeContext = {
    folder: serverFolder(options.folder),
    executable: options.executable,
    startTimeoutMs: options.startTimeoutMs ?? 60_000,
    endsWithProgram: options.endsWithProgram ?? true,
    log: options.log,
    onProcess: (started) => {
      mongod = started
    },
    quit: quit.signal,
  }

  async function supervise(): Promise<void> {
    let lock: FolderLock | undefined
    let isFirst = true
    let hasRun = false
    let deaths = 0
    let damages = 0
    let isFailed = false
    options.onStatus({ phase: 'starting' })
    await Promise.race([options.after, quitting])
    while (!quit.signal.aborted) {
      let cause: unknown
      try {
        await makeFolders(context.folder)
        if (lock === undefined) {
          lock = await lockFolder(options.folder)
          if (await finishSwap(context.folder)) options.log('mongod.swap-finished')
        }
        const request = { lock, isFirst, keepPort: hasRun && deaths <= restartsOnSamePort }
        isFirst = false
        const life = await startLife(context, request)
        hasRun = true
        isFailed = false
        const startedAt = Date.now()
        options.log('mongod.running', { port: life.port, pid: life.mongod.identity.pid })
        options.onStatus({ phase: 'running', port: life.port })
        ready.resolve(life.connectionString)
        cause = await untilItEnds(life, quitting)
        if (quit.signal.aborted) break
        ready = deferred()
        if (Date.now() - startedAt >= recoveredAfterMs) {
          deaths = 0
          damages = 0
        }
      } catch (error) {
        cause = error
      }
      if (quit.signal.aborted) break

      const failure = cause instanceof EmbeddedServerError ? cause : fileFailure(cause)
      options.log('mongod.down', { cause: failure?.message ?? describe(cause), deaths })
      damages = failure?.code === 'data-damaged' ? damages + 1 : 0
      // A single crash may look like damage; what the journal does not mend shows again at once.
      const isFailure = failure !== undefined && (failure.code !== 'data-damaged' || damages > 1)
      if (isFailure) {
        options.onStatus({ phase: 'failed', code: failure.code, detail: failure.detail })
        isFailed = true
        if (!isWorthRetrying(failure.code)) {
          ready.reject(failure)
          break
        }
        await pause(retryPauseMs, quit.signal)
      } else {
        deaths += 1
        // A failure on the screen stays until the server runs again.
        if (!isFailed) options.onStatus({ phase: 'restarting', attempt: deaths })
        await pause(restartPausesMs[deaths - 1] ?? 15_000, quit.signal)
      }
    }
    await quitting
    await lock?.release()
    const stopped = new Error('the embedded server was stopped')
    ready.reject(stopped)
    ready = deferred()
    ready.reject(stopped)
    options.onStatus({ phase: 'stopped' })
  }

  const done = Promise.resolve().then(supervise)
  return {
    connectionString: () => ready.promise,
    async stop() {
      quit.abort()
      await done
    },
    pid: () => (mongod === undefined || mongod.hasEnded() ? undefined : mongod.identity.pid),
  }
}

/** Why it ended by itself, or `undefined`; ends it when the program wants no server any more. */
async function untilItEnds(life: MongodLife, quitting: Promise<void>): Promise<EmbeddedServerError | undefined> {
  const isOver = await Promise.race([life.mongod.ended.then(() => true), quitting.then(() => false)])
  if (isOver) return life.diagnose()
  await life.end()
  return undefined
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}

function describe(cause: unknown): string {
  return cause === undefined ? 'ended' : cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
}
