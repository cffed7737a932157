import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HidDevice } from '../scanner-settings.ts'
import { type HidNaming, hidDeviceFor, hidNaming, namesHidDevice } from './hid-naming.ts'

const device = (number: number, more: Partial<HidDevice> = {}): HidDevice => ({
  vendorId: 0x0c2e,
  productId: 0x0b81,
  path: `/dev/hidraw${number}`,
  port: `usb-1.${number}/input0`,
  ...more,
})
const zebra = device(9, { vendorId: 0x05e0, productId: 0x1900 })

describe('naming a HID scanner', () => {
  it('takes its model where that is enough, its serial number where that tells, its socket otherwise', () => {
    const one = device(1, { serialNumber: 'A' })
    const other = device(2, { serialNumber: 'B' })
    const model = { vendorId: 0x0c2e, productId: 0x0b81 }
    expect(hidNaming(one, [one, zebra])).toEqual(model)
    expect(hidNaming(one, [one, other])).toEqual({ ...model, serialNumber: 'A' })
    expect(hidNaming(one, [one, { ...other, serialNumber: 'A' }])).toEqual({ ...model, port: 'usb-1.1/input0' })
    expect(hidNaming(device(1), [device(1), device(2)])).toEqual({ ...model, port: 'usb-1.1/input0' })
  })

  it('names that one and no other that is there', () => {
    const some = fc.record({
      vendorId: fc.constantFrom(1, 2),
      productId: fc.constantFrom(1, 2),
      serialNumber: fc.constantFrom('A', 'B'),
    })
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 5 }), (list) => {
        const there = list.map((each, index) => device(index, each))
        for (const each of there) {
          const naming = hidNaming(each, there)
          expect(there.filter((other) => namesHidDevice(naming, other))).toEqual([each])
        }
      }),
    )
  })
})

describe('the device of an entry', () => {
  const first = device(1, { serialNumber: 'A' })
  const second = device(2, { serialNumber: 'B' })
  const model: HidNaming = { vendorId: 0x0c2e, productId: 0x0b81 }

  it.each<readonly [string, HidNaming, readonly HidNaming[], HidDevice | null]>([
    ['any: the first', {}, [], first],
    ['any, where another entry names the first', {}, [{ serialNumber: 'A' }], second],
    ['any, where another entry names the model', {}, [model], zebra],
    ['the model, where another entry is closer', model, [{ ...model, serialNumber: 'A' }], second],
    ['the model, where another entry says the same', model, [model], first],
    ['the model, where another entry says less', model, [{}], first],
    ['a serial number', { serialNumber: 'B' }, [model], second],
    ['a socket', { port: 'usb-1.2/input0' }, [], second],
    ['one that is not there', { vendorId: 0x05f9 }, [], null],
  ])('%s', (_name, naming, others, expected) => {
    expect(hidDeviceFor(naming, others, [first, second, zebra])).toEqual(expected)
  })
})
