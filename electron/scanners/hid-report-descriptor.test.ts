import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datalogic, honeywell, newland, type ScannerModel, zebra } from '../../tests/support/hid-models.ts'
import { inputReportsOf } from './hid-descriptor-fields.ts'
import { layoutFor, usualLayout } from './hid-report-descriptor.ts'

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')
const layoutOf = ({ device }: ScannerModel) => layoutFor(Number.parseInt(device.vendor, 16), hex(device.descriptor))
const unknownVendor = 0x1234

describe('the layout of a scanner', () => {
  it('is what its descriptor says', () => {
    expect(layoutOf(honeywell)).toEqual({ ...usualLayout, isAssumed: false })
    expect(layoutOf(datalogic)).toEqual({
      id: 2,
      length: null,
      symbology: 1,
      data: 4,
      dataBytes: 56,
      continued: { at: 60, mask: 1 },
      isAssumed: false,
    })
  })

  it('is that of its maker where the descriptor calls it one opaque field, or is none to be had', () => {
    expect(layoutOf(zebra)).toEqual(usualLayout)
    expect(layoutFor(unknownVendor, undefined)).toEqual(usualLayout)
    expect(layoutFor(unknownVendor, hex(''))).toEqual(usualLayout)
    const ofNewland = { ...usualLayout, symbology: null, data: 2, isAssumed: false }
    expect(layoutOf(newland)).toEqual(ofNewland)
    expect(layoutFor(0x1eab, undefined)).toEqual(ofNewland)
  })

  it.each<readonly [string, string, object]>([
    [
      'the id, where only that is told',
      '05 8c 09 02 a1 01 85 07 75 08 95 3f 09 00 81 02 c0',
      { ...usualLayout, id: 7 },
    ],
    [
      'a device without ids: all of it one byte earlier',
      '05 8c 09 02 a1 01 75 08 95 3f 09 00 81 02 c0',
      { ...usualLayout, id: null, length: 0, symbology: 1, data: 4, continued: { at: 62, mask: 1 } },
    ],
    [
      'a device without ids that describes itself',
      '05 8c 09 02 a1 01 75 08 95 03 09 fb 81 02 95 30 09 fe 82 02 01 c0',
      { id: null, length: null, symbology: 0, data: 3, dataBytes: 48, continued: null, isAssumed: false },
    ],
    [
      'the longest of several opaque reports',
      '05 8c 09 02 a1 01 85 04 75 08 95 02 09 14 81 02 85 09 95 3f 09 12 81 02 c0',
      { ...usualLayout, id: 9 },
    ],
    [
      'the keyboard and vendor applications beside it are not looked at',
      '05 01 09 06 a1 01 85 01 75 08 95 08 09 07 81 02 c0 06 66 ff 09 01 a1 01 85 fd 75 08 95 7f 09 fe 81 02 c0' +
        '05 8c 09 02 a1 01 85 02 75 08 95 3f 09 00 81 02 c0',
      usualLayout,
    ],
    [
      'usages of four bytes, a range, a pushed page, a long item, the flag in the last bit',
      '05 8c 09 02 a1 01 85 02 fe 02 00 aa bb 75 08 95 01 a4 05 01 09 3b 81 02 b4' +
        '95 03 19 fb 29 fd 81 02 95 20 0b fe 00 8c 00 81 02 75 01 95 07 81 03 95 01 09 ff 81 02 c0',
      {
        id: 2,
        length: 1,
        symbology: 2,
        data: 5,
        dataBytes: 32,
        continued: { at: 37, mask: 0x80 },
        isAssumed: false,
      },
    ],
    [
      'the AIM id as one field of three bytes',
      '05 8c 09 02 a1 01 85 02 75 08 95 03 09 fb 81 02 95 30 09 fe 82 02 01 c0',
      { id: 2, length: null, symbology: 1, data: 4, dataBytes: 48, continued: null, isAssumed: false },
    ],
    [
      'data that does not begin at a byte is not believed',
      '05 8c 09 02 a1 01 85 02 75 01 95 01 09 ff 81 02 75 08 95 38 09 fe 81 02 c0',
      usualLayout,
    ],
  ])('%s', (_name, descriptor, expected) => {
    expect(layoutFor(unknownVendor, hex(descriptor))).toEqual(expected)
  })

  it('comes out of any bytes, within the report and in time', () => {
    const items = fc.constantFrom(
      ...hex('05 8c 09 02 a1 01 85 75 95 81 82 c0 fb fe ff a4 b4 0b 97 19 29 fd 3b 00 08 7f'),
    )
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(items, { maxLength: 200 }).map((list) => Uint8Array.from(list)),
    )
    fc.assert(
      fc.property(bytes, (descriptor) => {
        const layout = layoutFor(unknownVendor, descriptor)
        expect(Number.isInteger(layout.data) && layout.data >= 0 && layout.dataBytes > 0).toBe(true)
        for (const { bits, fields } of inputReportsOf(descriptor))
          for (const field of fields) expect(field.bit + field.bits <= bits).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
