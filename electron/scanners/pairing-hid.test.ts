import { describe, expect, it } from 'vitest'
import type { HidDevice } from '../../shared/scanner-settings.ts'
import { namingOf } from './pairing-hid.ts'

const device = (more: Partial<HidDevice>): HidDevice => ({
  vendorId: 0x0c2e,
  productId: 0x0b81,
  path: '/dev/hidraw0',
  port: 'usb-1.1',
  ...more,
})
const model = { vendorId: 0x0c2e, productId: 0x0b81 }

describe('what a found HID POS scanner is called by', () => {
  it.each<readonly [string, HidDevice, readonly HidDevice[], object]>([
    [
      'its serial number',
      device({ serialNumber: 'A1' }),
      [device({ serialNumber: 'B2' })],
      { ...model, serialNumber: 'A1' },
    ],
    ['its model, where it has none', device({}), [device({ productId: 1 })], model],
    [
      'its socket as well, where two are equal',
      device({}),
      [device({ port: 'usb-1.2' })],
      { ...model, port: 'usb-1.1' },
    ],
    [
      'its socket as well, where a maker gives all the same number',
      device({ serialNumber: '0' }),
      [device({ serialNumber: '0', port: 'usb-1.2' })],
      { ...model, serialNumber: '0', port: 'usb-1.1' },
    ],
  ])('%s', (_what, found, others, naming) => {
    expect(namingOf(found, [...others, found])).toEqual(naming)
  })
})
