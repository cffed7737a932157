import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { openJournal } from '../../electron/journal/journal.ts'
import { now } from './painted.ts'

/** One scan and the parts of it, in ms. */
export interface ScanParts {
  readonly whole: number
  /** The main process, until it tells the page: framing, journal, transaction, journal. */
  readonly decided: number
  /** The page, until it is painted. */
  readonly painted: number
  /** Of the first, while the main process's garbage was collected. */
  readonly garbage: number
}

/** Watches the program's main process from outside: when it tells a verdict, and when its garbage is collected. */
export async function watchMain(app: ElectronApplication) {
  await app.evaluate(({ BrowserWindow }) => {
    const main = process.mainModule
    if (main === undefined) throw new Error('the main process has no main module')
    const { performance, PerformanceObserver } = main.require('node:perf_hooks') as typeof import('perf_hooks') // Node's own
    const seen = { told: [] as number[], garbage: [] as [number, number][] }
    Object.assign(globalThis, { seen })
    const clock = () => performance.timeOrigin + performance.now()
    const [window] = BrowserWindow.getAllWindows()
    const contents = window?.webContents
    if (contents === undefined) throw new Error('no window')
    const send = contents.send.bind(contents)
    contents.send = (channel, ...args) => {
      if (JSON.stringify(args[0]) === '"station.verdict"') seen.told.push(clock())
      send(channel, ...args)
    }
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        const from = performance.timeOrigin + startTime
        seen.garbage.push([from, from + duration])
      }
    }).observe({ entryTypes: ['gc'] })
  })

  return {
    /** The parts of a scan that was sent at this moment and is painted by now. */
    async partsOf(sent: number, paintedAt: number): Promise<ScanParts> {
      const { told, garbage } = await app.evaluate(() => {
        const { seen } = globalThis as unknown as { seen: { told: number[]; garbage: [number, number][] } } // put there above
        const taken = { told: seen.told.splice(0), garbage: seen.garbage.splice(0) }
        return taken
      })
      const at = told[0] ?? now()
      const overlaps = garbage.map(([from, to]) => Math.max(0, Math.min(to, at) - Math.max(from, sent)))
      return {
        whole: paintedAt - sent,
        decided: at - sent,
        painted: paintedAt - at,
        garbage: overlaps.reduce((sum, one) => sum + one, 0),
      }
    },
  }
}

/** The two writes that a scan makes to its journal, of its sizes, in a journal of the bench's own. */
export async function openDisk() {
  const folder = await mkdtemp(join(tmpdir(), 'ose-disk-'))
  const journal = await openJournal(folder)
  let seq = 0
  return {
    /** @returns ms */
    async write(): Promise<number> {
      const start = performance.now()
      await journal.append(++seq, { v: 2, text: 'x'.repeat(700) })
      await journal.settle(seq, { v: 2, text: 'x'.repeat(4000) }, {})
      return performance.now() - start
    },
    async close(): Promise<void> {
      await journal.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Mean parts of the scans between two ranks, and what the yardstick took there. */
export function meanParts(
  scans: readonly ScanParts[],
  floor: readonly number[],
  written: readonly number[],
  from: number,
  to: number,
) {
  const between = <Value>(all: readonly Value[]) => all.slice(Math.floor(from * all.length), Math.ceil(to * all.length))
  const sorted = between([...scans].sort((left, right) => left.whole - right.whole))
  const mean = (values: readonly number[]) =>
    Math.round((values.reduce((sum, one) => sum + one, 0) * 100) / Math.max(1, values.length)) / 100
  return {
    n: sorted.length,
    whole_ms: mean(sorted.map(({ whole }) => whole)),
    decided_ms: mean(sorted.map(({ decided }) => decided)),
    painted_ms: mean(sorted.map(({ painted }) => painted)),
    garbage_ms: mean(sorted.map(({ garbage }) => garbage)),
    floor_ms: mean(between([...floor].sort((left, right) => left - right))),
    journal_ms: mean(between([...written].sort((left, right) => left - right))),
  }
}
