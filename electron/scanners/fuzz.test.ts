import { expect, it } from 'vitest'
import { type Terminator, terminators } from '../../shared/scanner-settings.ts'
import { datalogic, honeywell, newland, type ScannerModel, zebra } from '../../tests/support/hid-models.ts'
import { codeText } from './code-text.ts'
import { createFramer, type FrameEvent, type Framer, type FramingSettings } from './framing.ts'
import { layoutFor } from './hid-report-descriptor.ts'
import { createReportReader } from './hid-reports.ts'

/**
 * Any codes in any pieces: none is lost, split, merged or invented. `OSE_FUZZ_CODES=1000000` for the long form,
 * `OSE_FUZZ_SEED` to repeat one.
 */
const codes = Number(process.env['OSE_FUZZ_CODES'] ?? 50_000)
const seed = Number(process.env['OSE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const timeout = 20_000 + codes / 10

/** Marsaglia's xorshift, 32 bits: the same seed gives the same test. */
function numbers(start: number) {
  let state = start || 1
  function below(limit: number): number {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
  return {
    below,
    oneIn: (count: number) => below(count) === 0,
    /** One of the list, which is not empty. */
    of: <T>(list: readonly T[]): T => list[below(list.length)] as T,
  }
}
type Numbers = ReturnType<typeof numbers>

const stx = 0x02
const etx = 0x03
const ends: Readonly<Record<Terminator, readonly number[]>> = {
  CR: [0x0d],
  LF: [0x0a],
  CRLF: [0x0d, 0x0a],
  ETX: [etx],
  TAB: [0x09],
}

/** How a scanner is set, and which bytes cannot be in its codes because they end or begin one. */
interface Line {
  readonly settings: Omit<FramingSettings, 'interByteMs'>
  readonly before: readonly number[]
  readonly after: readonly (readonly number[])[]
  readonly never: ReadonlySet<number>
  /** Bytes between codes are not part of any. */
  readonly noise: boolean
}

const everyEnd = Object.values(ends)
const lines: readonly Line[] = [
  { settings: { terminators }, before: [], after: everyEnd, never: new Set([stx, ...everyEnd.flat()]), noise: false },
  {
    settings: { terminators, prefix: '\x02', suffix: '\x03' },
    before: [stx],
    after: [[etx]],
    never: new Set([stx, etx]),
    noise: true,
  },
  {
    settings: { terminators: ['CRLF'] },
    before: [],
    after: [[0x0d, 0x0a]],
    never: new Set([stx, 0x0a]),
    noise: false,
  },
  { settings: { terminators: ['CR'] }, before: [], after: [[0x0d]], never: new Set([stx, 0x0d]), noise: false },
  {
    settings: { terminators, prefix: '~!', suffix: '##' },
    before: [0x7e, 0x21],
    after: [[0x23, 0x23]],
    never: new Set([stx, 0x23, ...everyEnd.flat()]),
    noise: true,
  },
]

function bytesOfCode(random: Numbers, never: ReadonlySet<number>): number[] {
  const bytes: number[] = []
  for (let left = 1 + random.below(random.oneIn(100) ? 3000 : 40); left > 0; left--) {
    const byte = random.below(256)
    if (!never.has(byte)) bytes.push(byte)
  }
  // A line end in front of a code or a CR behind it is that of the code before: it is not part of one.
  while (bytes[0] === 0x0a || bytes[0] === 0x0d) bytes.shift()
  while (bytes[bytes.length - 1] === 0x0d) bytes.pop()
  return bytes.length > 0 ? bytes : [0x41]
}

/** Reads in pieces of any size, and lets a pause pass where one is. */
function readPieces(framer: Framer, random: Numbers, data: readonly number[], read: FrameEvent[]): void {
  for (let at = 0; at < data.length; ) {
    const size = 1 + random.below(random.oneIn(3) ? 4 : 200)
    read.push(...framer.push(Uint8Array.from(data.slice(at, at + size)), 0))
    at += size
  }
}

it(`frames ${codes} codes of a serial line, whatever is in them and however they are cut (seed ${seed})`, {
  timeout,
}, () => {
  const random = numbers(seed)
  let sent = 0
  while (sent < codes) {
    const line = random.of(lines)
    const framer = createFramer({ ...line.settings, interByteMs: 200 })
    const read: FrameEvent[] = []
    const expected: FrameEvent[] = []
    let data: number[] = []
    for (let left = 50; left > 0; left--, sent++) {
      if (line.noise && random.oneIn(5)) data.push(...bytesOfCode(random, new Set([...line.before, stx])))
      const code = bytesOfCode(random, line.never)
      data.push(...line.before, ...code)
      if (random.oneIn(50)) {
        // Its end never comes: discarded after the pause, and not joined with the next.
        readPieces(framer, random, data, read)
        data = []
        read.push(...framer.expire(200))
        expected.push({ kind: 'discarded', reason: 'incomplete' })
      } else {
        data.push(...random.of(line.after))
        expected.push({ kind: 'code', text: codeText(code) })
      }
    }
    readPieces(framer, random, data, read)
    expect(read).toEqual(expected)
    expect(framer.reset()).toEqual([])
  }
})

it(`joins ${codes} codes out of HID reports, whatever stands between them (seed ${seed})`, { timeout }, () => {
  const random = numbers(seed)
  const letters = [...'ABC0123456789,;:{}"\x01\x1d\n\r]ñ€😀']
  let sent = 0
  while (sent < codes) {
    const model: ScannerModel = random.of([honeywell, zebra, datalogic, newland])
    const vendor = Number.parseInt(model.device.vendor, 16)
    const reader = createReportReader(layoutFor(vendor, Buffer.from(model.device.descriptor, 'hex')))
    const aims = model === newland ? [''] : [']C0', ']C1', ']Q1', ']d2']
    const read: FrameEvent[] = []
    const expected: FrameEvent[] = []
    for (let left = 50; left > 0; left--, sent++) {
      const length = 1 + random.below(random.oneIn(50) ? 1000 : 60)
      const text = `A${Array.from({ length }, () => random.of(letters)).join('')}`
      const aim = random.of(aims)
      const reports = model.reports(text, aim)
      const arrived = reports.length > 1 && random.oneIn(5) ? reports.slice(0, -1) : reports
      for (const report of arrived) {
        // Of the trigger or the battery; not of a scan.
        if (random.oneIn(10)) read.push(...reader.push(Uint8Array.from([9, ...report.subarray(1)]), 0))
        read.push(...reader.push(report, 0))
      }
      if (arrived !== reports) read.push(...reader.expire(1000))
      expected.push(
        arrived === reports ? { kind: 'code', text: aim + text } : { kind: 'discarded', reason: 'incomplete' },
      )
    }
    expect(read).toEqual(expected)
    expect(reader.reset()).toEqual([])
  }
})
