import type { Device } from 'node-hid'
import { describe, expect, it } from 'vitest'
import { hidScannersAmong } from './hid-devices.ts'

const listed = (path: string | undefined, usagePage?: number, usage?: number): Device => ({
  vendorId: 0x0c2e,
  productId: 0x0b81,
  release: 1,
  interface: 0,
  path,
  usagePage,
  usage,
})

describe('HID scanners among what the bus has', () => {
  it.each<readonly [string, readonly Device[], readonly string[]]>([
    ['a scanner', [listed('a', 0x8c, 2)], ['a']],
    ['a scanner with a vendor collection', [listed('a', 0xff66, 1), listed('a', 0x8c, 2)], ['a']],
    ['a scanner listed twice', [listed('a', 0x8c, 2), listed('a', 0x8c, 2)], ['a']],
    ['a badge reader of the same page', [listed('a', 0x8c, 1)], []],
    ['a keyboard', [listed('a', 1, 6)], []],
    ['a scanner that is a keyboard too', [listed('a', 0x8c, 2), listed('a', 1, 6)], []],
    ['a mouse that is a scanner too', [listed('a', 1, 2), listed('a', 0x8c, 2)], []],
    ['a keypad that is a scanner too', [listed('a', 0x8c, 2), listed('a', 1, 7)], []],
    ['a scanner beside the keyboard of the same maker', [listed('a', 1, 6), listed('b', 0x8c, 2)], ['b']],
    ['system control beside it', [listed('a', 0x8c, 2), listed('a', 1, 0x80)], ['a']],
    ['no path', [listed(undefined, 0x8c, 2)], []],
    ['a system that tells no usages', [listed('a')], []],
  ])('%s', (_name, devices, expected) => {
    expect(hidScannersAmong(devices).map((device) => device.path)).toEqual(expected)
  })
})
