import { describe, expect, it } from 'vitest'
import { deviceSchema } from '../../../shared/schemas/device.ts'
import { readLeniently } from '../../../shared/schemas/lenient.ts'
import { palletSchema } from '../../../shared/schemas/pallet.ts'
import { notifiedSerialSchema } from '../../../shared/schemas/series-notification.ts'
import {
  cartonFields,
  cartonOf,
  palletFields,
  palletNumberOf,
  palletOf,
  platformPallet,
  serialFields,
  serialIccidOf,
} from './platform-fields.ts'

const device = (fields: object) => readLeniently(deviceSchema, fields).value

describe('what has two spellings', () => {
  it.each([
    ['written by us', cartonFields('C-1'), 'C-1'],
    ['by the platform', { carton_id: 'C-1' }, 'C-1'],
    ['by the reference alone', { package_no: 'C-1', carton_id: null }, 'C-1'],
    ['changed by the platform since', { package_no: 'C-0', carton_id: 'C-1' }, 'C-1'],
    ['taken out', cartonFields(null), null],
  ])('a carton, %s', (_how, fields, carton) => {
    expect(cartonOf(device(fields))).toBe(carton)
  })

  it.each([
    ['written by us', palletFields('P-1'), 'P-1'],
    ['by the platform', { pallet_id: 'P-1' }, 'P-1'],
    ['by the reference alone', { num_palet: 'P-1' }, 'P-1'],
    ['taken off', palletFields(null), null],
  ])('the pallet of a device, %s', (_how, fields, pallet) => {
    expect(palletOf(device(fields))).toBe(pallet)
  })

  it.each([
    [platformPallet('P-1', null, ['C-1', 'C-2'], 96), 'P-1'],
    [{ pallet_id: 'P-1' }, 'P-1'],
    [{ pallet_number: 'P-1' }, 'P-1'],
    [{}, null],
  ])('a number of a pallet: %j', (fields, number) => {
    expect(palletNumberOf(readLeniently(palletSchema, fields).value)).toBe(number)
  })

  it('a pallet that the platform can read: its number, an order that is text, and what stands on it', () => {
    expect(platformPallet('P-1', null, ['C-1', 'C-2'], 96)).toEqual({
      pallet_number: 'P-1',
      pallet_id: 'P-1',
      order_number: '',
      carton_ids: ['C-1', 'C-2'],
      carton_count: 2,
      device_count: 96,
    })
  })

  it('a serial of a notification, as the schema writes it', () => {
    const { value } = readLeniently(deviceSchema, {
      imei: '861888080000001',
      ccid: '8988230000000000001',
      carton_id: 'C-1',
      marca: 'OversunTrack',
    })
    const serial = serialFields({ ...value, id: '507f1f77bcf86cd799439011' }, 'GPS Tracker Pro')
    expect(notifiedSerialSchema.strict().parse(serial)).toEqual(serial)
    expect(serial).toMatchObject({ ccid: '8988230000000000001', iccid: '8988230000000000001', package_no: 'C-1' })
    expect(serialIccidOf(readLeniently(notifiedSerialSchema, { iccid: '1' }).value)).toBe('1')
    expect(serialIccidOf(readLeniently(notifiedSerialSchema, { ccid: '2', iccid: null }).value)).toBe('2')
  })
})
