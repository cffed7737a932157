import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { terminators } from '../../shared/scanner-settings.ts'
import { createFramer, type FrameEvent, type FramingSettings, longestFrame } from './framing.ts'

const everything: FramingSettings = { terminators, interByteMs: 200 }
const bytes = (text: string) => Buffer.from(text, 'latin1')
const code = (text: string): FrameEvent => ({ kind: 'code', text })
const incomplete: FrameEvent = { kind: 'discarded', reason: 'incomplete' }
const tooLong: FrameEvent = { kind: 'discarded', reason: 'too-long' }

function framesOf(settings: Partial<FramingSettings>, ...chunks: string[]): FrameEvent[] {
  const framer = createFramer({ ...everything, ...settings })
  return chunks.flatMap((chunk) => framer.push(bytes(chunk), 0))
}

describe('framing', () => {
  it.each<readonly [string, Partial<FramingSettings>, string, readonly FrameEvent[]]>([
    ['CR', {}, 'A\rB\r', [code('A'), code('B')]],
    ['LF', {}, 'A\nB\n', [code('A'), code('B')]],
    ['CRLF', {}, 'A\r\nB\r\n', [code('A'), code('B')]],
    ['ETX', {}, 'A\x03B\x03', [code('A'), code('B')]],
    ['TAB', {}, 'A\tB\t', [code('A'), code('B')]],
    ['STX … ETX', {}, '\x02A\x03\x02B\x03', [code('A'), code('B')]],
    ['empty ones are none', {}, '\r\n\r\n\t\x03', []],
    ['no end yet', {}, 'A', []],
    ['GS belongs to the code', {}, '8002A\x1d21B\r', [code('8002A\x1d21B')]],
    ['a lost end', {}, '\x02AB\x02CD\x03', [incomplete, code('CD')]],
    ['only CR: a code of two lines', { terminators: ['CR'] }, 'A\nB\rC\r', [code('A\nB'), code('C')]],
    ['only CR, though CRLF is sent', { terminators: ['CR'] }, 'A\r\nB\r\n', [code('A'), code('B')]],
    ['only LF, though CRLF is sent', { terminators: ['LF'] }, 'A\r\nB\r\n', [code('A'), code('B')]],
    ['only CRLF', { terminators: ['CRLF'] }, 'A\rB\nC\r\nD\r\n', [code('A\rB\nC'), code('D')]],
    ['CR or CRLF: a lone LF is data', { terminators: ['CR', 'CRLF'] }, 'A\nB\r\nC\r', [code('A\nB'), code('C')]],
    ['only ETX', { terminators: ['ETX'] }, 'A\r\nB\x03', [code('A\r\nB')]],
    ['prefix', { prefix: '~!' }, 'noise~~!A\rB\r~!C\r', [code('A'), code('C')]],
    ['prefix STX', { prefix: '\x02' }, 'X\x02A\x03Y\x02B\x02C\x03', [code('A'), incomplete, code('C')]],
    ['suffix', { suffix: '##' }, 'A#B##\rC##', [code('A#B'), code('C')]],
    ['suffix lost', { suffix: '##' }, 'A\rB##', [incomplete, code('B')]],
    ['suffix CR', { suffix: '\r' }, 'A\nB\rC\r', [code('A\nB'), code('C')]],
    ['suffix CRLF', { suffix: '\r\n' }, 'A\rB\r\nC\r\n', [code('A\rB'), code('C')]],
    ['prefix and suffix', { prefix: '<', suffix: '>' }, 'x<A>y<B>\r\n', [code('A'), code('B')]],
    ['UTF-8', {}, 'Se\xc3\xb1al\r', [code('Señal')]],
    ['Latin-1', {}, 'Se\xf1al\r', [code('Señal')]],
    ['any byte', {}, '\x00\xff\r', [code('\x00ÿ')]],
  ])('%s', (_name, settings, input, expected) => {
    expect(framesOf(settings, input)).toEqual(expected)
    expect(framesOf(settings, ...input)).toEqual(expected)
  })

  it('keeps the longest code and discards a longer one up to its end, once', () => {
    const longest = 'A'.repeat(longestFrame)
    expect(framesOf({}, `${longest}\rB\r`)).toEqual([code(longest), code('B')])
    expect(framesOf({ suffix: '##' }, `${longest}##B##`)).toEqual([code(longest), code('B')])
    expect(framesOf({}, `${longest.repeat(3)}A\rB\r`)).toEqual([tooLong, code('B')])
    expect(framesOf({ suffix: '##' }, `${longest.repeat(3)}A##B##`)).toEqual([tooLong, code('B')])
    expect(framesOf({ terminators: ['CRLF'] }, `${longest.repeat(3)}A\r\nB\r\n`)).toEqual([tooLong, code('B')])
    expect(framesOf({}, `${longest}A\x02B\r`)).toEqual([tooLong, code('B')])
  })

  it('discards after a pause in a code, and never takes it for whole', () => {
    const framer = createFramer(everything)
    expect(framer.expiresAt()).toBeNull()
    expect(framer.push(bytes('861888'), 1000)).toEqual([])
    expect(framer.expiresAt()).toBe(1200)
    expect(framer.expire(1199)).toEqual([])
    expect(framer.push(bytes('0800'), 1199)).toEqual([])
    expect(framer.expire(1398)).toEqual([])
    expect(framer.expire(1399)).toEqual([incomplete])
    expect(framer.expire(5000)).toEqual([])
    expect(framer.expiresAt()).toBeNull()
    expect(framer.push(bytes('B\r'), 5000)).toEqual([code('B')])
  })

  it('forgets a prefix without a code after a pause', () => {
    const framer = createFramer({ ...everything, prefix: '~' })
    framer.push(bytes('~'), 0)
    expect(framer.expire(200)).toEqual([])
    expect(framer.push(bytes('A\r'), 300)).toEqual([])
  })

  it('reads on after a too long one without end', () => {
    const framer = createFramer(everything)
    expect(framer.push(bytes('A'.repeat(longestFrame + 1)), 0)).toEqual([tooLong])
    expect(framer.expire(200)).toEqual([])
    expect(framer.push(bytes('B\r'), 300)).toEqual([code('B')])
  })

  it('discards what is pending when the line breaks', () => {
    const framer = createFramer(everything)
    framer.push(bytes('A'), 0)
    expect(framer.reset()).toEqual([incomplete])
    expect(framer.reset()).toEqual([])
    expect(framer.push(bytes('B\r'), 0)).toEqual([code('B')])
  })

  const printable = fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((n) => String.fromCharCode(n)),
    minLength: 1,
    maxLength: 40,
  })
  const cuts = fc.array(fc.nat(2000), { maxLength: 30 })

  function chunksOf(data: Buffer, at: readonly number[]): Buffer[] {
    const places = [...new Set(at.map((place) => place % (data.length + 1)))].sort((one, other) => one - other)
    return [0, ...places].map((start, index) => data.subarray(start, places[index] ?? data.length))
  }

  it('gives every code, in order, however the bytes are cut', () => {
    const ends = fc.constantFrom('\r', '\n', '\r\n', '\x03', '\t', '\x03\r\n')
    fc.assert(
      fc.property(fc.array(fc.tuple(printable, ends), { minLength: 1, maxLength: 20 }), cuts, (sent, at) => {
        const framer = createFramer(everything)
        const data = bytes(sent.map(([text, end]) => text + end).join(''))
        const read = chunksOf(data, at).flatMap((chunk) => framer.push(chunk, 0))
        expect(read).toEqual(sent.map(([text]) => code(text)))
      }),
    )
  })

  it('gives the same events for any bytes and settings, however they are cut', () => {
    const settings = fc.record({
      terminators: fc.subarray([...terminators]),
      prefix: fc.constantFrom(undefined, '\x02', 'A', 'AB', '~'),
      suffix: fc.constantFrom(undefined, '#', '##', '\r', '\r\n', 'BA'),
      interByteMs: fc.constant(200),
    })
    const noise = fc.array(fc.constantFrom(...bytes('AB#~\r\n\t\x02\x03\x1d\xff')), { maxLength: 120 })
    fc.assert(
      fc.property(settings, noise, cuts, (chosen, list, at) => {
        const whole = createFramer(chosen)
        const cut = createFramer(chosen)
        const data = Buffer.from(list)
        const expected = whole.push(data, 0)
        expect(chunksOf(data, at).flatMap((chunk) => cut.push(chunk, 0))).toEqual(expected)
        expect(cut.reset()).toEqual(whole.reset())
        for (const event of expected) if (event.kind === 'code') expect(event.text).not.toBe('')
      }),
      { numRuns: 500 },
    )
  })
})
