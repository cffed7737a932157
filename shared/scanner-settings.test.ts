import { describe, expect, it } from 'vitest'
import { scannerSettingsSchema } from './scanner-settings.ts'

describe('scanner settings', () => {
  it('fill in what a scanner has from its factory', () => {
    expect(scannerSettingsSchema.parse({ id: 'left', kind: 'serial', path: 'COM3' })).toEqual({
      id: 'left',
      kind: 'serial',
      path: 'COM3',
      baudRate: 9600,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
      terminators: ['CR', 'LF', 'CRLF', 'ETX', 'TAB'],
      interByteMs: 200,
    })
    expect(scannerSettingsSchema.parse({ id: 'wedge', kind: 'keyboard' })).toEqual({
      id: 'wedge',
      kind: 'keyboard',
      layout: 'us',
    })
  })

  it('stay the same when they are read again', () => {
    const once = scannerSettingsSchema.parse({
      id: 'a',
      kind: 'serial',
      path: '/dev/ttyACM0',
      prefix: '\x02',
      terminators: ['ETX'],
    })
    expect(scannerSettingsSchema.parse(JSON.parse(JSON.stringify(once)))).toEqual(once)
  })

  it.each([
    [{ id: '', kind: 'serial', path: 'COM3' }],
    [{ id: 'a b', kind: 'serial', path: 'COM3' }],
    [{ id: 'a', kind: 'serial', path: '' }],
    [{ id: 'a', kind: 'serial', path: 'COM3', baudRate: 0 }],
    [{ id: 'a', kind: 'serial', path: 'COM3', terminators: ['EOT'] }],
    [{ id: 'a', kind: 'serial', path: 'COM3', terminators: [] }],
    [{ id: 'a', kind: 'serial', path: 'COM3', interByteMs: 0 }],
    [{ id: 'a', kind: 'keyboard', prefix: '' }],
    [{ id: 'a', kind: 'keyboard', layout: 'fr' }],
    [{ id: 'a', kind: 'hid', vendorId: 0x10000 }],
    [{ id: 'a', kind: 'hid', vendorId: '0C2E' }],
    [{ id: 'a', kind: 'hid', productId: 0x0b81 }],
    [{ id: 'a', kind: 'hid', serialNumber: '' }],
  ])('refuse %j', (settings) => {
    expect(scannerSettingsSchema.safeParse(settings).success).toBe(false)
  })
})
