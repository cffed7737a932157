import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { iccid, imei } from '../../../tests/support/codes.ts'
import { classify } from './barcode.ts'
import { unitCode } from './unit-code.ts'

describe('the code of a unit label', () => {
  it("is the platform's, with and without a SIM", () => {
    expect(unitCode('490154203237518', '89882390001234567896')).toBe('490154203237518|89882390001234567896')
    expect(unitCode('490154203237518', null)).toBe('490154203237518|')
  })

  it('is read back as the unit that it was made of', () => {
    fc.assert(
      fc.property(fc.nat(9_999), fc.option(fc.nat(9_999)), (number, sim) => {
        const unit = { imei: imei(number), iccid: sim === null ? null : iccid(sim) }
        const read = classify(unitCode(unit.imei, unit.iccid))
        expect(read).toMatchObject(
          unit.iccid === null
            ? { kind: 'imei', imei: unit.imei }
            : { kind: 'pair', imei: unit.imei, iccid: unit.iccid },
        )
      }),
    )
  })
})
