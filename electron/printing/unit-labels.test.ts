import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LabelTrouble } from '../../shared/label-printing.ts'
import type { WorkstationSettings } from '../../shared/settings.ts'
import { imei } from '../../tests/support/codes.ts'
import { loadConfig } from '../settings/config.ts'
import { LabelFailedError } from './label-failed.ts'
import type { LabelPaper } from './system-printer.ts'
import { createUnitLabels, type LabelledUnit } from './unit-labels.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ose-labels-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function unit(number: number): LabelledUnit {
  return {
    ...{ imei: imei(number), iccid: null, brand: 'Faro', nro_referencia: 'REF-1' },
    ...{ order_number: 'OP-1', lote: 2, at: 1_790_000_000_000 + number },
  }
}

/** A station's labels on a printer that does as it is told. */
function openLabels(
  settings: Partial<WorkstationSettings>,
  given: Partial<LabelPaper> = {},
  restMs = 0,
  farewellMs = 300,
) {
  const config = loadConfig({ folder, env: {}, preferredLanguages: ['es'] })
  config.save(settings)
  const printed: string[] = []
  const logged: string[] = []
  const told: (LabelTrouble | null)[] = []
  const imeiIn = (html: string) => /<title>\S+ (\d+)<\/title>/.exec(html)?.[1] ?? ''
  const labels = createUnitLabels({
    ...{ folder, config, restMs, now: () => 7, farewellMs },
    paper: {
      printers: async () => [{ name: 'ZT1', label: 'ZT1', isDefault: true, options: {} }],
      pdf: async (html) => Buffer.from(`%PDF ${imeiIn(html)}`),
      print: async (html) => void printed.push(imeiIn(html)),
      close: () => logged.push('closed'),
      ...given,
    },
    log: (event) => String(logged.push(event)),
    onTrouble: () => told.push(labels.trouble()),
  })
  return { labels, config, printed, logged, told, imeiIn }
}

/** A busy machine takes its time. */
const soon = <Value>(read: () => Value) => expect.poll(read, { timeout: 15_000 })

const printer = { unitLabel: 'printer', labelPrinter: 'ZT1' } as const

describe('the labels of verified units', () => {
  it('come out in the order of their verdicts, however many wait', async () => {
    const { labels, printed, logged } = openLabels(printer)
    const units = Array.from({ length: 50 }, (_, number) => unit(number))
    for (const one of units) labels.print(one)
    expect(printed).toEqual([])
    await soon(() => printed.length).toBe(50)
    expect(printed).toEqual(units.map((one) => one.imei))
    expect(logged).toEqual(['unit-label.queue-long'])
    // The queue starts again.
    labels.print(unit(99))
    await soon(() => printed.at(-1)).toBe(imei(99))
  })

  it('are one at a time', async () => {
    let now = 0
    let most = 0
    let done = 0
    const { labels } = openLabels(printer, {
      async print() {
        most = Math.max(most, ++now)
        await sleep(3)
        now--
        done++
      },
    })
    for (let number = 0; number < 10; number++) labels.print(unit(number))
    await soon(() => done).toBe(10)
    expect(most).toBe(1)
  })

  it('are kept as files where the settings say so, and cost nothing where they say no', async () => {
    const { labels, config, printed } = openLabels({ unitLabel: 'off' })
    labels.print(unit(1))
    config.save({ unitLabel: 'pdf' })
    labels.print(unit(2))
    const units = join(folder, 'prints', 'units')
    await soon(() => existsSync(join(units, `${imei(2)}.pdf`))).toBe(true)
    expect(readFileSync(join(units, `${imei(2)}.pdf`), 'utf8')).toBe(`%PDF ${imei(2)}`)
    expect(readdirSync(units)).toEqual([`${imei(2)}.pdf`])
    expect(printed).toEqual([])
  })

  it('are not printed any more where that was turned off while they waited', async () => {
    const { labels, config, printed } = openLabels(printer, {}, 20)
    labels.print(unit(1))
    config.save({ unitLabel: 'off' })
    await labels.stop()
    expect(printed).toEqual([])
  })
})

describe('a label that is not printed', () => {
  it('is told with its unit, keeps no other from being printed, and is forgotten with the next that is', async () => {
    let isOff = true
    const { labels, printed, told, imeiIn } = openLabels(printer, {
      async print(html) {
        if (isOff) throw new LabelFailedError('printer-refuses', 'off')
        printed.push(imeiIn(html))
      },
    })
    labels.print(unit(1))
    await soon(() => labels.trouble()).toEqual({ imei: imei(1), why: 'printer-refuses', at: 7 })
    labels.print(unit(2))
    await soon(() => labels.trouble()?.imei).toBe(imei(2))
    isOff = false
    labels.print(unit(3))
    await soon(() => labels.trouble()).toBeNull()
    expect(printed).toEqual([imei(3)])
    expect(told.map((one) => one?.imei)).toEqual([imei(1), imei(2), undefined])
  })

  it('is forgotten when another printer is chosen, not when another setting changes', async () => {
    const { labels, config } = openLabels({ unitLabel: 'printer', labelPrinter: 'ZT9' })
    labels.print(unit(1))
    await soon(() => labels.trouble()?.why).toBe('printer-unknown')
    config.save({ volume: 3 })
    expect(labels.trouble()?.why).toBe('printer-unknown')
    config.save({ labelPrinter: 'ZT1' })
    expect(labels.trouble()).toBeNull()
  })

  it('names a disk that takes no file', async () => {
    writeFileSync(join(folder, 'prints'), 'a file where the folder belongs')
    const { labels, logged } = openLabels({ unitLabel: 'pdf' })
    labels.print(unit(1))
    await soon(() => labels.trouble()?.why).toBe('folder-not-writable')
    expect(logged).toEqual(['unit-label.failed'])
  })
})

describe('at the end of the program', () => {
  it('what waits is printed without rest, and nothing is taken any more', async () => {
    const { labels, printed, logged } = openLabels(printer, {}, 900, 2000)
    for (const number of [1, 2, 3]) labels.print(unit(number))
    await labels.stop()
    labels.print(unit(4))
    await sleep(60)
    expect(printed).toEqual([imei(1), imei(2), imei(3)])
    expect(logged).toEqual(['closed'])
  })

  it('a printer that hangs holds up nobody, and what is left is noted', async () => {
    const { labels, logged } = openLabels(printer, { print: () => new Promise(() => undefined) })
    for (const number of [1, 2]) labels.print(unit(number))
    await labels.stop()
    expect(logged).toEqual(['unit-label.left', 'closed'])
  })
})
