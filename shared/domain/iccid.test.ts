import { describe, expect, it } from 'vitest'
import { parseIccid } from './iccid.ts'
import { luhnCheckDigit } from './luhn.ts'

const eighteen = '893401000000012345'
const nineteen = eighteen + luhnCheckDigit(eighteen)

describe('parseIccid', () => {
  it.each([
    [nineteen, nineteen],
    // Older units: nineteen digits and the filler of the SIM's memory.
    [`${nineteen}F`, nineteen],
    [`${nineteen}f`, nineteen],
    [`${nineteen}FFF`, nineteen],
  ])('reads %s', (text, iccid) => {
    expect(parseIccid(text)).toEqual({ ok: true, iccid, luhn: true })
  })

  it('reports a wrong check digit without refusing', () => {
    expect(parseIccid('8934071000000000000')).toEqual({ ok: true, iccid: '8934071000000000000', luhn: false })
  })

  it.each([19, 20, 21, 22])('reads %i digits', (length) => {
    expect(parseIccid('8'.repeat(length))).toMatchObject({ ok: true, iccid: '8'.repeat(length) })
  })

  it.each([
    ['', 'length'],
    ['F', 'length'],
    ['8'.repeat(18), 'length'],
    [`${'8'.repeat(18)}F`, 'length'],
    ['8'.repeat(23), 'length'],
    // Real SIMs of China Mobile and of a tracker.
    ['898604B7110900000000', 'letters'],
    ['898600810906F8048812', 'letters'],
    ['8934010000000123 456', 'not-a-number'],
    ['8934010000000123-456', 'not-a-number'],
  ])('refuses %j: %s', (text, reason) => {
    expect(parseIccid(text)).toEqual({ ok: false, reason })
  })
})
