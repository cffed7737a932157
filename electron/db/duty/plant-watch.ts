import type { ResumeToken } from 'mongodb'
import type { Log } from '../../log/log.ts'
import type { Database } from '../connection/client.ts'
import { createForeignQueue, type ForeignListener } from './foreign-queue.ts'
import { isLostHistory, mayBeForeign, openPlantStream, type PlantChange, type PlantStream } from './plant-stream.ts'
import { seenChanges } from './seen-change.ts'

/** Without changes the position is still moved on: what lies behind it leaves the server's log some day. */
const positionEveryMs = 10_000
const reopenMs = 1000

/** Where the watch goes on after a restart, here or at another station. */
interface WatchPosition {
  readonly read: () => Promise<ResumeToken | null>
  readonly keep: (token: ResumeToken) => Promise<void>
}

export interface PlantWatchListener extends ForeignListener {
  /** Each change of orders, product references and conflicts, and those of devices that are not ours; at once. */
  readonly onChange: (change: PlantChange) => void
  readonly position: WatchPosition
}

/**
 * The one change stream of the plant: each reads every write, however narrow its filter.
 *
 * It watches `devices` for changes that are not ours: another program imports, saves whole documents back or deletes.
 * Ours carry a new `ose_act`; the server leaves them out of the stream. Ours that delete (undo of a registration) are
 * told by their event, which is written in the same transaction: a device that was undone, brought back by a save of
 * the other program and then deleted by it has that event as well, but no transaction. And
 * `production_orders`, whose figures and status a save of the whole document brings back to what they were when it was
 * read: ours are in a transaction, or carry a new `ose_status`.
 */
export function watchPlant(database: Database, log: Log, listener: PlantWatchListener): { readonly close: () => void } {
  const { position } = listener
  let end: () => void = () => undefined
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  let keptAt = 0

  async function open(): Promise<void> {
    // From here on nothing is missed, and whatever came before is counted anew.
    const { operationTime } = await database.db.command({ ping: 1 })
    const token = await position.read()
    await listener.onGap()
    if (!isClosed) end = follow(openPlantStream(database, token, operationTime))
  }

  /** Each stream has a queue of its own: what is still worked on when a stream is lost touches nothing of the next. */
  function follow(stream: PlantStream): () => void {
    const queue = createForeignQueue<PlantChange>({
      listener,
      seen: (change) => seenChanges(database.collections, change),
      onDone: keepPosition,
      async onIdle() {
        if (stream.resumeToken && Date.now() - keptAt > positionEveryMs) await keepPosition(stream.resumeToken)
      },
      // From the last position that was kept: what was counted already is known by its token.
      onFailed: lost,
      log,
    })
    stream.on('change', (change) => {
      listener.onChange(change)
      if (mayBeForeign(change)) queue.add(change)
    })
    stream.on('error', (error) => {
      log('plant-watch.lost', { error })
      // The server's log begins later than that, or its history is another: what was missed is counted anew.
      if (isLostHistory(error)) void position.keep(null).catch(() => undefined)
      lost()
    })
    return stop

    function stop(): void {
      queue.stop()
      void stream.close().catch(() => undefined)
    }

    function lost(): void {
      if (queue.isStopped()) return
      stop()
      openSoon()
    }
  }

  async function keepPosition(token: ResumeToken): Promise<void> {
    keptAt = Date.now()
    await position.keep(token)
  }

  function tryOpen(): void {
    open().catch((error: unknown) => {
      log('plant-watch.failed', { error })
      openSoon()
    })
  }

  function openSoon(): void {
    if (!isClosed) timer = setTimeout(tryOpen, reopenMs)
  }

  tryOpen()
  return {
    close() {
      isClosed = true
      clearTimeout(timer)
      end()
    },
  }
}
