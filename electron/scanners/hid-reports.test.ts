import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datalogic, honeywell, newland, type ScannerModel, zebra } from '../../tests/support/hid-models.ts'
import { type FrameEvent, longestFrame } from './framing.ts'
import { layoutFor, usualLayout } from './hid-report-descriptor.ts'
import { createReportReader } from './hid-reports.ts'

const models = { honeywell, zebra, datalogic, newland }
const names = Object.keys(models) as (keyof typeof models)[] // keys() forgets the names
const code = (text: string): FrameEvent => ({ kind: 'code', text })
const incomplete: FrameEvent = { kind: 'discarded', reason: 'incomplete' }
const tooLong: FrameEvent = { kind: 'discarded', reason: 'too-long' }

function readerOf({ device }: ScannerModel) {
  return createReportReader(layoutFor(Number.parseInt(device.vendor, 16), Buffer.from(device.descriptor, 'hex')))
}

function read(reader: ReturnType<typeof createReportReader>, reports: readonly Uint8Array[], at = 0): FrameEvent[] {
  return reports.flatMap((report) => reader.push(report, at))
}

const imei = '861888080000009'
const aimOf = (name: keyof typeof models, aim: string) => (name === 'newland' ? '' : aim)

describe.each(names)('the reports of %s', (name) => {
  const model = models[name]

  it('give a code with its AIM id in front', () => {
    expect(read(readerOf(model), model.reports(imei))).toEqual([code(`${aimOf(name, ']C0')}${imei}`)])
    expect(read(readerOf(model), model.reports(`8002${imei}`, ']C1'))).toEqual([
      code(`${aimOf(name, ']C1')}8002${imei}`),
    ])
  })

  it('give the AIM id once where the scanner has it in its data as well', () => {
    expect(read(readerOf(model), model.reports(`]Q1${imei}`, ']Q1'))).toEqual([code(`]Q1${imei}`)])
  })

  it('are joined, whatever the length, into any text, several in a row', () => {
    const text = fc.string({
      unit: fc.integer({ min: 0x1d, max: 0x7e }).map((n) => String.fromCharCode(n)),
      minLength: 1,
      maxLength: 3000,
    })
    const lengths = fc.constantFrom(1, 55, 56, 57, 112, 113, longestFrame).map((length) => 'A'.repeat(length))
    fc.assert(
      fc.property(fc.array(fc.oneof(text, lengths), { minLength: 1, maxLength: 5 }), (texts) => {
        const reader = readerOf(model)
        const expected = texts.map((each) => code(each.startsWith(']C0') ? each : `${aimOf(name, ']C0')}${each}`))
        expect(texts.flatMap((each) => read(reader, model.reports(each)))).toEqual(expected)
        expect(reader.expiresAt()).toBeNull()
      }),
      { numRuns: 200 },
    )
  })

  it('are discarded when the code is too long, up to its last one, once', () => {
    const reader = readerOf(model)
    expect(read(reader, model.reports('A'.repeat(3 * longestFrame)))).toEqual([tooLong])
    expect(read(reader, model.reports('B'))).toEqual([code(`${aimOf(name, ']C0')}B`)])
  })

  it('never end by a pause or by the cable: half a code is none', () => {
    const [first = new Uint8Array(), second = new Uint8Array()] = model.reports('A'.repeat(100))
    const reader = readerOf(model)
    expect(reader.push(first, 1000)).toEqual([])
    expect(reader.expiresAt()).toBe(1500)
    expect(reader.expire(1499)).toEqual([])
    expect(reader.expire(1500)).toEqual([incomplete])
    expect(reader.expire(9000)).toEqual([])
    expect(reader.push(first, 2000)).toEqual([])
    expect(reader.reset()).toEqual([incomplete])
    expect(reader.reset()).toEqual([])
    expect(read(reader, [first, second], 3000)).toEqual([code(`${aimOf(name, ']C0')}${'A'.repeat(100)}`)])
  })

  it('may be any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 20 }), (reports) => {
        const reader = readerOf(model)
        const noise = reports.map((report) => Uint8Array.from([0x02, ...report]))
        for (const event of read(reader, [...reports, ...noise]))
          if (event.kind === 'code') expect(event.text).not.toBe('')
        reader.reset()
        expect(read(reader, model.reports('B'))).toEqual([code(`${aimOf(name, ']C0')}B`)])
      }),
      { numRuns: 500 },
    )
  })
})

describe('reports', () => {
  const report = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(honeywell.reports('AB', ']C1')[0] ?? [])
    change(bytes)
    return bytes
  }

  it.each<readonly [string, Uint8Array, readonly FrameEvent[]]>([
    ['of another id', report((bytes) => bytes.fill(9, 0, 1)), []],
    ['without data', report((bytes) => bytes.fill(0, 1, 2)), []],
    ['longer inside than outside', report((bytes) => bytes.fill(57, 1, 2)), [incomplete]],
    ['cut off in the data', report(() => undefined).subarray(0, 6), [incomplete]],
    ['cut off behind the data', report(() => undefined).subarray(0, 7), [code(']C1AB')]],
    ['empty', new Uint8Array(), []],
    ['of an AIM id that is none', report((bytes) => bytes.write('C1 ', 2)), [code('AB')]],
    ['in UTF-8', Buffer.concat([report((bytes) => bytes.write('ñ', 5))]), [code(']C1ñ')]],
    ['in Latin-1', report((bytes) => bytes.fill(0xf1, 5, 6)), [code(']C1ñB')]],
    ['with a GS', report((bytes) => bytes.fill(0x1d, 6, 7)), [code(']C1A\x1d')]],
  ])('%s', (_name, bytes, expected) => {
    expect(readerOf(honeywell).push(bytes, 0)).toEqual(expected)
  })

  it('of a code whose end was lost are not joined with the next of another kind', () => {
    const reader = readerOf(honeywell)
    const [first = new Uint8Array()] = honeywell.reports('A'.repeat(100), ']Q1')
    expect(read(reader, [first, ...honeywell.reports(imei, ']C0')])).toEqual([incomplete, code(`]C0${imei}`)])
  })

  it('of an unknown maker are read as Newland lays them out where the AIM id is none', () => {
    const reader = createReportReader(usualLayout)
    expect(read(reader, newland.reports(imei))).toEqual([code(imei)])
    expect(read(reader, newland.reports(`]C1${imei}`))).toEqual([code(`]C1${imei}`)])
    expect(read(reader, honeywell.reports(imei, ''))).toEqual([code(imei)])
    expect(read(reader, zebra.reports(imei))).toEqual([code(`]C0${imei}`)])
  })
})
