import { describe, expect, it } from 'vitest'
import { deviceSchema } from '../../../shared/schemas/device.ts'
import { readLeniently } from '../../../shared/schemas/lenient.ts'
import { palletSchema } from '../../../shared/schemas/pallet.ts'
import { cartonFields, cartonOf, palletFields, palletNumberOf, palletOf } from './platform-fields.ts'

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
    [{ pallet_id: 'P-1', pallet_number: 'P-1' }, 'P-1'],
    [{ pallet_id: 'P-1' }, 'P-1'],
    [{ pallet_number: 'P-1' }, 'P-1'],
    [{}, null],
  ])('a number of a pallet: %j', (fields, number) => {
    expect(palletNumberOf(readLeniently(palletSchema, fields).value)).toBe(number)
  })
})
