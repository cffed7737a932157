import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Gs1Ai, type Gs1Element, gs1Ais, mod10CheckDigit, parseGs1 } from './gs1.ts'

const gs = '\x1d'
const withCheck = (payload: string) => payload + mod10CheckDigit(payload)

describe('mod10CheckDigit', () => {
  it.each([
    ['629104150021', '3'],
    ['0037610425002123456'.slice(2), '9'],
    ['00000000000000000', '0'],
  ])('%s ends in %s', (payload, digit) => {
    expect(mod10CheckDigit(payload)).toBe(digit)
  })
})

describe('parseGs1', () => {
  it.each<readonly [string, readonly (readonly [Gs1Ai, string])[]]>([
    ['8002352099001761481', [['8002', '352099001761481']]],
    [
      `8002352099001761481${gs}218934010000000123455`,
      [
        ['8002', '352099001761481'],
        ['21', '8934010000000123455'],
      ],
    ],
    [`${gs}8002352099001761481`, [['8002', '352099001761481']]],
    [
      `0109506000134352${gs}10ABC`,
      [
        ['01', '09506000134352'],
        ['10', 'ABC'],
      ],
    ],
    [
      '010950600013435210ABC',
      [
        ['01', '09506000134352'],
        ['10', 'ABC'],
      ],
    ],
    [
      '1726123110LOT(1)',
      [
        ['17', '261231'],
        ['10', 'LOT(1)'],
      ],
    ],
    ['17260200', [['17', '260200']]],
    [
      `0209506000134352372${gs}400WH/MO/00123`,
      [
        ['02', '09506000134352'],
        ['37', '2'],
        ['400', 'WH/MO/00123'],
      ],
    ],
    [
      '(8002)352099001761481(21)8934010000000123455',
      [
        ['8002', '352099001761481'],
        ['21', '8934010000000123455'],
      ],
    ],
    [
      '(10)A(7)B(21)C',
      [
        ['10', 'A(7)B'],
        ['21', 'C'],
      ],
    ],
    ['(10)A(8005)123456', [['10', 'A(8005)123456']]],
  ])('%j', (text, elements) => {
    expect(parseGs1(text)).toEqual({ ok: true, elements: elements.map(([ai, value]) => ({ ai, value })) })
  })

  it.each([
    ['', 'empty'],
    [gs, 'empty'],
    ['21', 'empty'],
    [`21${gs}10A`, 'empty'],
    ['0109506000134353', 'check-digit'],
    ['01A9506000134352', 'wrong-characters'],
    ['010950600013435', 'too-short'],
    [`01095060001${gs}34352`, 'too-short'],
    ['17261331', 'date'],
    ['17260230', 'date'],
    ['17260431', 'date'],
    ['11270229', 'date'],
    ['0209506000134352', 'count-missing'],
    ['372', 'count-missing'],
    [`10A${gs}10B`, 'repeated'],
    ['10ABCDEFGHIJKLMNOPQRSTU', 'too-long'],
    ['10ABC DEF', 'wrong-characters'],
    ['10ABCñ', 'wrong-characters'],
    ['7701ABC', 'unknown-ai'],
    ['__proto__', 'unknown-ai'],
    ['8004', 'empty'],
    ['80030950600013435', 'too-short'],
    ['800319506000134352', 'wrong-characters'],
    ['800309506000134353', 'check-digit'],
  ])('%j: %s', (text, reason) => {
    const read = parseGs1(text)
    expect(read).toMatchObject({ ok: false, reason })
  })

  it('allows the 29th of February in leap years alone', () => {
    expect(parseGs1('11280229').ok).toBe(true)
  })

  it('reads every identifier, beside any other', () => {
    fc.assert(
      fc.property(elementsArbitrary, (elements) => {
        expect(parseGs1(elementString(elements))).toEqual({ ok: true, elements })
      }),
      { numRuns: 500 },
    )
  })

  it('ends for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 300 }),
        (text) => {
          expect(typeof parseGs1(text).ok).toBe('boolean')
          expect(typeof parseGs1(`(21)${text}`).ok).toBe('boolean')
        },
      ),
      { numRuns: 500 },
    )
  })
})

/** GS1 General Specifications, element strings of predefined length: they end by it and need no separator. */
const predefined: ReadonlySet<Gs1Ai> = new Set(['00', '01', '02', '11', '17', '410'])

/** As a label's program writes it. */
function elementString(elements: readonly Gs1Element[]): string {
  return elements
    .map(({ ai, value }, at) => ai + value + (at === elements.length - 1 || predefined.has(ai) ? '' : '\x1d'))
    .join('')
}

const digit = fc.constantFrom(...'0123456789')
const digits = (length: number) => fc.string({ unit: digit, minLength: length, maxLength: length })
const set82 = `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`
const text = (max: number) => fc.string({ unit: fc.constantFrom(...set82), minLength: 1, maxLength: max })
const date = fc
  .record({ year: digits(2), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 0, max: 28 }) })
  .map(({ year, month, day }) => year + String(month).padStart(2, '0') + String(day).padStart(2, '0'))

function valueArbitrary(ai: Gs1Ai): fc.Arbitrary<string> {
  switch (ai) {
    case '00':
      return digits(17).map(withCheck)
    case '01':
    case '02':
      return digits(13).map(withCheck)
    case '410':
      return digits(12).map(withCheck)
    case '11':
    case '17':
      return date
    case '37':
      return fc.string({ unit: digit, minLength: 1, maxLength: 8 })
    case '8003':
      return fc.tuple(digits(12), text(16)).map(([asset, serial]) => withCheck(`0${asset}`) + serial)
    case '10':
    case '21':
    case '8002':
      return text(20)
    default:
      return text(ai.startsWith('9') && ai !== '90' ? 90 : 30)
  }
}

const elementsArbitrary: fc.Arbitrary<Gs1Element[]> = fc
  .uniqueArray(fc.constantFrom(...gs1Ais), { minLength: 1, maxLength: 8 })
  .filter((ais) => ais.includes('02') === ais.includes('37'))
  .chain((ais) => fc.tuple(...ais.map((ai) => valueArbitrary(ai).map((value) => ({ ai, value })))))
