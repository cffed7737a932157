import type { Database, DatabaseSession } from '../db/connection/client.ts'
import { dutyMs, dutyRepository } from '../db/duty/duty.ts'
import { foldRepository } from '../db/duty/fold.ts'
import { watchForeignChanges } from '../db/duty/foreign-changes.ts'
import { foreignLog } from '../db/duty/foreign-log.ts'
import { roomsRepository } from '../db/leases/rooms.ts'
import type { Log } from '../log/log.ts'
import { createFollowUps } from '../station/follow-ups.ts'

const foldEveryMs = 700
const overlapMs = 5000

/**
 * The duty of folding, held by one station of the plant at a time: counters into orders, within a second, and a watch
 * for changes of devices that are not ours; and what follows from acts that were decided in one small transaction. (64 stations at 512 scans a second: p99 33 ms with one folder, 370 ms
 * when every station folds.)
 */
export function startFolding(database: Database, session: () => DatabaseSession | null, holder: string, log: Log) {
  const followUps = createFollowUps(database, log)
  const duty = dutyRepository(database.collections)
  const folds = foldRepository(database.collections)
  const rooms = roomsRepository(database.collections)
  const noted = foreignLog(database.collections)
  let since: Date | null = null
  let watch: { readonly close: () => void } | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let renewedAt = 0
  let holds = false
  let turn: Promise<void> = Promise.resolve()

  /** Renews the duty where that is due. */
  async function stillHolds(): Promise<boolean> {
    if (stopped) return false
    if (Date.now() - renewedAt > dutyMs / 3) {
      holds = await duty.hold('fold', holder)
      renewedAt = Date.now()
    }
    return holds
  }

  async function work(): Promise<void> {
    try {
      if (!(await stillHolds())) {
        watch?.close()
        watch = null
        since = null
        return
      }
      watch ??= watchForeignChanges(database, log, {
        onForeign: folds.markAllDirty,
        onGap: folds.markOpenOrdersDirty,
        note: noted.note,
        place: folds.watched,
      })
      since ??= await folds.foldedUntil()
      const moved = await folds.movedSince(since)
      for (const order_number of new Set([...moved.orders, ...(await folds.dirtyOrders())])) {
        if (stopped) return
        const own = session()
        if (own === null) return
        // One order that cannot be folded must not stop the figures of all the others.
        await folds.fold(own, order_number).catch((error: unknown) => log('fold.failed', { order_number, error }))
        if (!(await stillHolds())) return
      }
      const own = session()
      if (own !== null) await followUps.run(own, stillHolds)
      for (const batch of await rooms.overdrawn()) await rooms.ask(batch)
      since = new Date(Math.max(since.getTime(), moved.until.getTime() - overlapMs))
      if (moved.orders.length > 0) await folds.setFoldedUntil(since)
    } catch (error) {
      holds = false
      log('fold.failed', { error })
    }
  }

  function next(): void {
    if (stopped) return
    turn = work().finally(() => {
      timer = setTimeout(next, foldEveryMs)
    })
  }
  next()

  return {
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await turn
      clearTimeout(timer)
      watch?.close()
      await duty.release('fold', holder).catch(() => undefined)
    },
  }
}
