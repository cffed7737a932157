import { setTimeout as sleep } from 'node:timers/promises'
import { clientFor, type Database } from '../../electron/db/connection/client.ts'
import type { ToldNotice } from '../../electron/db/notices/notice.ts'
import type { StationState } from '../../shared/stations.ts'
import type { TestStation } from '../support/station-bench.ts'

/** How long after its commit a change was seen, ms. */
export interface SeenFigures {
  readonly n: number
  readonly p50_ms: number
  readonly p99_ms: number
}

const everyMs = 1000
/** The last ones are on their way. */
const restMs = 2000

/**
 * Once a second the office changes the order that all have open. When each station has heard it (what comes next is decided
 * on it), when its screen shows it (after the scan in hand), and when one bare change stream of a client of its own has it.
 */
export async function changeOrder(uri: string, { db, collections }: Database, order_number: string) {
  const committed = new Map<string, number>()
  const heard = seenBy()
  const shown = seenBy()
  const bare = seenBy()
  const client = await clientFor(uri).connect()
  const stream = client.db(db.databaseName).collection('production_orders').watch([], { fullDocument: 'updateLookup' })
  stream.on('change', (change) => 'fullDocument' in change && bare.note('', change.fullDocument?.['product_name']))
  let changes = 0

  async function change(): Promise<void> {
    const product_name = `GPS ${++changes}`
    await collections.orders.updateOne({ order_number }, { $set: { product_name, updated_at: new Date() } })
    committed.set(product_name, performance.now())
  }

  return {
    /** What a station shows now. */
    shown(station: string, state: StationState): void {
      if (state.word === 'production') shown.note(station, state.work.order?.product_name)
    },

    /** Listens to what the station is told. */
    hears(station: string, { desk }: TestStation): void {
      const run = desk.at('production')
      const { noticed } = run
      Object.assign(run, {
        noticed(notice: ToldNotice) {
          const document: unknown = notice.what === 'order' ? notice.document : null
          if (isOrder(document)) heard.note(station, document.product_name)
          noticed(notice)
        },
      })
    },

    /** What was seen of the changes that were made while this work was done. */
    async during(work: Promise<unknown>): Promise<Record<string, SeenFigures>> {
      committed.clear()
      const timer = setInterval(() => void change(), everyMs)
      await work
      clearInterval(timer)
      await sleep(restMs)
      return {
        'heard by stations': heard.after(committed),
        'shown by stations': shown.after(committed),
        'bare change stream': bare.after(committed),
      }
    },

    async close(): Promise<void> {
      await stream.close()
      await client.close()
    },
  }
}

function isOrder(document: unknown): document is { readonly product_name: unknown } {
  return typeof document === 'object' && document !== null && 'product_name' in document
}

/** When whom saw which name first. */
function seenBy() {
  const times = new Map<string, Map<string, number>>()
  return {
    note(who: string, name: unknown): void {
      if (typeof name !== 'string' || !name.startsWith('GPS ')) return
      const own = times.get(who) ?? new Map<string, number>()
      times.set(who, own)
      if (!own.has(name)) own.set(name, performance.now())
    },

    after(committed: ReadonlyMap<string, number>): SeenFigures {
      const durations = [...times.values()].flatMap((own) =>
        [...committed].flatMap(([name, at]) => {
          const then = own.get(name)
          return then === undefined ? [] : [Math.max(0, then - at)]
        }),
      )
      const sorted = durations.sort((left, right) => left - right)
      const rank = (share: number) => Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 100) / 100
      return { n: sorted.length, p50_ms: rank(0.5), p99_ms: rank(0.99) }
    },
  }
}
