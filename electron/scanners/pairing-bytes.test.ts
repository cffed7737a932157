import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serialScannerSchema } from '../../shared/scanner-settings.ts'
import { createFramer } from './framing.ts'
import { matchBytes } from './pairing-bytes.ts'
import { newPairingCode } from './pairing-code.ts'

const code = 'OSEPYZ-K7Q#3M8'
const latin1 = (text: string) => Buffer.from(text, 'latin1')
/** As a UART sends seven bits and a parity bit. */
const withParity = (text: string, parity: 'even' | 'odd') =>
  latin1(text).map((byte) => {
    const ones = byte.toString(2).replaceAll('0', '').length
    return ones % 2 === (parity === 'even' ? 0 : 1) ? byte : byte | 0x80
  })

describe('the pairing code in what a line sent', () => {
  it.each<readonly [string, string, string, object, string | null]>([
    ['CR', '', '\r', { terminators: ['CR'] }, null],
    ['CRLF', '', '\r\n', { terminators: ['CRLF'] }, null],
    ['LF', '', '\n', { terminators: ['LF'] }, null],
    ['TAB', '', '\t', { terminators: ['TAB'] }, null],
    ['STX … ETX', '\x02', '\x03', { terminators: ['ETX'], prefix: '\x02' }, null],
    ['STX … ETX CR', '\x02', '\x03\r', { terminators: ['ETX'], prefix: '\x02' }, null],
    ['AIM id', ']C0', '\r', { terminators: ['CR'] }, ']C0'],
    ['AIM id behind a prefix', '~]C0', '\r', { terminators: ['CR'], prefix: '~' }, ']C0'],
    ['AIM id before a prefix', ']C0~', '\r', { terminators: ['CR'], prefix: '~' }, ']C0'],
    ['a suffix', '', '##\r\n', { terminators: [], suffix: '##' }, null],
    ['a suffix alone', '', '$', { terminators: [], suffix: '$' }, null],
    ['a suffix and TAB', '', '$\t', { terminators: [], suffix: '$\t' }, null],
    ['two ends', '', '\r\t', { terminators: [], suffix: '\r\t' }, null],
  ])('%s', (_name, before, behind, expected, aim) => {
    const match = matchBytes(latin1(before + code + behind), code)
    expect(match).toEqual({ kind: 'found', reading: { dataBits: 8, parity: 'none', ...expected }, aim })
  })

  it.each(['even', 'odd'] as const)('seven bits with %s parity', (parity) => {
    expect(matchBytes(withParity(`${code}\r`, parity), code)).toMatchObject({
      kind: 'found',
      reading: { dataBits: 7, parity, terminators: ['CR'] },
    })
  })

  it('whatever was read before it', () => {
    expect(matchBytes(latin1(`861888080000009\r\n~${code}\r\n`), code)).toMatchObject({
      reading: { prefix: '~', terminators: ['CRLF'] },
    })
  })

  it('twice in one burst', () => {
    expect(matchBytes(latin1(`~]C0${code}!\r~]C0${code}!\r`), code)).toMatchObject({
      reading: { prefix: '~', suffix: '!' },
      aim: ']C0',
    })
  })

  it.each([
    ['nothing ends it', code, 'no-end'],
    ['nine in front', `123456789${code}\r`, 'affix-too-long'],
    ['nine behind', `${code}123456789\r`, 'affix-too-long'],
    ['another code', '861888080000009\r', 'other'],
    ['noise of a wrong speed', '\xf8\x00\xe0\x9c\xff', 'other'],
    ['nothing', '', 'other'],
  ])('%s: no', (_name, read, problem) => {
    expect(matchBytes(latin1(read), code)).toEqual({ kind: 'problem', problem })
  })

  it('gives settings with which the framer reads any other code of that scanner, whatever is around it', () => {
    const affix = fc.string({ unit: fc.constantFrom(...'~!$%&*()_+{}|<>?=;:'), maxLength: 8 })
    const ends = fc.constantFrom('\r', '\n', '\r\n', '\t', '\x03', '\x03\r', '\x03\r\n', '\r\t', '\t\r')
    const aim = fc.constantFrom('', ']C0', ']Q1')
    const payload = fc.stringMatching(/^[0-9A-Z]{4,40}$/)
    fc.assert(
      fc.property(affix, aim, affix, fc.option(ends), fc.array(payload, { minLength: 1, maxLength: 4 }), (...given) => {
        const [prefix, aimId, suffix, end, payloads] = given
        fc.pre(suffix !== '' || end !== null)
        const secret = newPairingCode()
        const behind = suffix + (end ?? '')
        fc.pre(behind.length <= 8)
        const match = matchBytes(latin1(prefix + aimId + secret + behind), secret)
        if (match.kind !== 'found') throw new Error(match.problem)
        const settings = serialScannerSchema.parse({ id: 'new', kind: 'serial', path: '/dev/x', ...match.reading })
        const framer = createFramer(settings)
        const sent = payloads.map((each) => prefix + aimId + each + behind).join('')
        const events = [...framer.push(latin1(sent), 0), ...framer.expire(10_000)]
        expect(events).toEqual(payloads.map((each) => ({ kind: 'code', text: aimId + each })))
      }),
      { numRuns: 2000 },
    )
  })
})
