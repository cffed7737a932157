import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseImei } from './imei.ts'

describe('parseImei', () => {
  it('reads fifteen digits and reports the check digit', () => {
    expect(parseImei('352099001761481')).toEqual({ ok: true, imei: '352099001761481', luhn: true, imeisv: false })
    // The schema reference's own example is wrong and still readable: what follows is a setting.
    expect(parseImei('123456789012345')).toEqual({ ok: true, imei: '123456789012345', luhn: false, imeisv: false })
  })

  it('drops the software version of sixteen digits and computes the check digit', () => {
    expect(parseImei('3520990017614823')).toEqual({ ok: true, imei: '352099001761481', luhn: true, imeisv: true })
  })

  it.each([
    ['', 'length'],
    ['35209900176148', 'length'],
    ['35209900176148123', 'length'],
    ['35209900176148X', 'not-digits'],
    ['٣٥٢٠٩٩٠٠١٧٦١٤٨١', 'not-digits'],
    ['352099001761481\n', 'not-digits'],
  ])('refuses %j: %s', (text, reason) => {
    expect(parseImei(text)).toEqual({ ok: false, reason })
  })

  it('reads every software version of a device as the same device', () => {
    const two = fc.integer({ min: 0, max: 99 }).map((version) => String(version).padStart(2, '0'))
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 14, maxLength: 14 }),
        two,
        two,
        (body, one, other) => {
          expect(parseImei(body + one)).toEqual(parseImei(body + other))
        },
      ),
    )
  })
})
