import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settingsCommands } from '../../../shared/contract/settings.ts'
import { scannerSettingsSchema, serialScannerSchema } from '../../../shared/scanner-settings.ts'
import { keyboardLayouts, parities, terminators } from '../../../shared/setting-values.ts'
import type { WorkstationSettings } from '../../../shared/settings.ts'
import { newScanner, offeredLayouts, type ScannerDraft, scannerDraft } from './scanner-draft.ts'
import { readWorkstation, workstationDraft, wrongFields } from './workstation-draft.ts'

const saved: WorkstationSettings = {
  linea: 2,
  puesto: 1,
  stations: ['production'],
  job: 'default',
  scanners: [
    scannerSettingsSchema.parse({
      id: 'left',
      kind: 'serial',
      path: '/dev/ttyACM0',
      prefix: '\u0002',
      suffix: '\u0003',
    }),
    scannerSettingsSchema.parse({ id: 'keys', kind: 'keyboard', layout: 'es' }),
    scannerSettingsSchema.parse({ id: 'any', kind: 'hid' }),
    scannerSettingsSchema.parse({ id: 'right', kind: 'hid', vendorId: 0x0c2e, productId: 0x0b81, port: 'usb-1.2' }),
  ],
  language: 'es',
  theme: 'dark',
  stationMode: 'kiosk',
  zoom: 100,
  soundSet: 1,
  unitLabel: 'printer',
  labelPrinter: 'Zebra ZT1',
  volume: 70,
  database: 'embedded',
  databaseName: 'ose_platform',
  backupFolder: '',
  backupDays: 14,
  backupHour: 2,
}
const schema = settingsCommands['settings.saveWorkstation'].input

function readScanners(...scanners: readonly ScannerDraft[]) {
  return readWorkstation({ ...workstationDraft(saved), scanners })
}

describe('the settings of this PC', () => {
  it('come back as they were, without what is not set here', () => {
    const { database, databaseName, zoom, soundSet, backupFolder, backupDays, backupHour, ...expected } = saved
    const reading = readWorkstation(workstationDraft(saved))
    expect(reading).toEqual({ ok: true, value: expected })
    expect(
      [database, databaseName, zoom, soundSet, backupFolder, backupDays, backupHour].every(
        (kept) => kept !== undefined,
      ),
    ).toBe(true)
  })

  it('name a volume that is none', () => {
    const reading = readWorkstation({ ...workstationDraft(saved), volume: '101' })
    expect(reading).toMatchObject({ ok: false, volume: { params: { min: 0, max: 100 } } })
    expect(wrongFields(reading)).toBe(1)
  })
})

describe('a scanner', () => {
  it('gets a name that no other has', () => {
    const first = newScanner('serial', [])
    const second = newScanner('serial', [first])
    expect([first.id, second.id]).toEqual(['serial-1', 'serial-2'])
  })

  it('without its port, without an end, or with a name twice is named', () => {
    const serial = { ...newScanner('serial', []), terminators: [] }
    const reading = readScanners(serial, { ...newScanner('keyboard', []), id: 'serial-1', prefix: '\\' })
    expect(reading.ok ? [] : reading.scanners.map((errors) => Object.keys(errors))).toEqual([
      ['id', 'path', 'terminators'],
      ['id', 'prefix'],
    ])
    expect(wrongFields(reading)).toBe(5)
  })

  it('may end by its suffix alone', () => {
    const serial = { ...newScanner('serial', []), path: 'COM3', terminators: [], suffix: '\\x03' }
    expect(readScanners(serial)).toMatchObject({ ok: true, value: { scanners: [{ suffix: '\u0003' }] } })
  })

  it('of the keyboard kind sends nothing of a serial line', () => {
    const keyboard = { ...newScanner('keyboard', []), path: 'COM3', interByteMs: 'x' }
    expect(readScanners(keyboard)).toMatchObject({
      ok: true,
      value: { scanners: [{ id: 'keyboard-1', kind: 'keyboard', layout: 'us' }] },
    })
  })

  it('of the HID kind names its device by the numbers of USB, or any', () => {
    const hid = { ...newScanner('hid', []), prefix: 'far too long for one', interByteMs: 'x' }
    const read = (changes: Partial<ScannerDraft>) => {
      const reading = readScanners({ ...hid, ...changes })
      return reading.ok ? reading.value.scanners[0] : Object.keys(reading.scanners[0] ?? {})
    }
    expect(read({})).toEqual({ id: 'hid-1', kind: 'hid' })
    expect(read({ usbIds: ' 05e0 ' })).toEqual({ id: 'hid-1', kind: 'hid', vendorId: 0x05e0 })
    expect(read({ usbIds: '0C2E:0B81', serialNumber: ' S1 ' })).toEqual({
      id: 'hid-1',
      kind: 'hid',
      vendorId: 0x0c2e,
      productId: 0x0b81,
      serialNumber: 'S1',
    })
    expect(read({ usbIds: 'C2E:B81', port: 'x'.repeat(513) })).toEqual(['usbIds', 'port'])
  })

  it('starts as the schema has it', () => {
    const parsed = serialScannerSchema.parse({ id: 'serial-1', kind: 'serial', path: 'COM3' })
    expect(scannerDraft(parsed)).toEqual({ ...newScanner('serial', []), path: 'COM3' })
  })

  it('lets nothing pass that the contract would refuse', () => {
    const text = fc.string({ maxLength: 40 })
    const draft = fc.record({
      id: fc.oneof(text, fc.stringMatching(/^[A-Za-z0-9_-]{1,34}$/)),
      kind: fc.constantFrom('serial' as const, 'keyboard' as const, 'hid' as const),
      path: fc.oneof(text, fc.constant('COM3')),
      baudRate: fc.constantFrom(300, 9600, 4_000_000),
      dataBits: fc.constantFrom(7 as const, 8 as const),
      parity: fc.constantFrom(...parities),
      stopBits: fc.constantFrom(1 as const, 2 as const),
      terminators: fc.subarray([...terminators]),
      prefix: fc.string({ maxLength: 10 }),
      suffix: fc.string({ maxLength: 10 }),
      interByteMs: fc.oneof(text, fc.integer({ min: 0, max: 6000 }).map(String)),
      layout: fc.constantFrom(...offeredLayouts),
      usbIds: fc.oneof(text, fc.stringMatching(/^[0-9a-fA-F]{4}(:[0-9a-fA-F]{4})?$/)),
      serialNumber: fc.string({ maxLength: 140 }),
      port: fc.oneof(text, fc.string({ minLength: 500, maxLength: 520 })),
    })
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 3 }), (scanners) => {
        const reading = readScanners(...scanners)
        return !reading.ok || schema.safeParse(reading.value).success
      }),
      { numRuns: 500 },
    )
  })

  it('offers every layout', () => {
    expect([...offeredLayouts].sort()).toEqual([...keyboardLayouts].sort())
  })
})
