import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { terminators } from '../../shared/scanner-settings.ts'
import { createFramer, type FramingSettings } from './framing.ts'
import { createRecordedFramer } from './recorded-framer.ts'

const everything: FramingSettings = { terminators, interByteMs: 200 }
const bytes = (text: string) => Buffer.from(text, 'latin1')

function recordsOf(settings: Partial<FramingSettings>, text: string): string[] {
  const framer = createRecordedFramer({ ...everything, ...settings })
  const events = [...framer.push(bytes(text), 0), ...framer.expire(1000)]
  return events.map(({ raw }) => Buffer.from(raw).toString('latin1'))
}

describe('what is remembered of a line', () => {
  it.each<readonly [string, Partial<FramingSettings>, string, readonly string[]]>([
    ['the end belongs to it', {}, 'A1\rB2\r', ['A1\r', 'B2\r']],
    ['the rest of a line end to nothing', {}, 'A1\r\nB2\r\n', ['A1\r', 'B2\r']],
    ['prefix, noise before it and suffix', { prefix: '~', suffix: '#' }, 'x~A1#~B2#', ['x~A1#', '~B2#']],
    ['STX and ETX', {}, '\x02A1\x03', ['\x02A1\x03']],
    ['a piece', {}, '8934', ['8934']],
  ])('%s', (_name, settings, text, records) => {
    expect(recordsOf(settings, text)).toEqual(records)
  })

  it('is bounded', () => {
    for (const raw of recordsOf({ prefix: '~' }, `${'x'.repeat(20_000)}~A1\r`)) expect(raw.length).toBeLessThan(4200)
  })

  it('changes nothing of what the framer finds', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'AB~#\r\n\t\x02\x03'), maxLength: 60 })
    const settings = fc.record({
      prefix: fc.constantFrom(undefined, '~', '\x02'),
      suffix: fc.constantFrom(undefined, '#', '\r\n'),
    })
    fc.assert(
      fc.property(settings, noise, (more, text) => {
        const given = { ...everything, ...more }
        const plain = createFramer(given)
        const recorded = createRecordedFramer(given)
        const events = recorded.push(bytes(text), 0).map(({ raw: _raw, ...event }) => event)
        expect(events).toEqual(plain.push(bytes(text), 0))
      }),
    )
  })
})
