import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceStates } from '../../schemas/stored-words.ts'
import { isCustomerId, otherOrderForms, wordMeant } from './data-health.ts'
import {
  type CheckedDevice,
  canBePacked,
  type Duplicate,
  deviceToKeep,
  differingSpellings,
  iccidToKeep,
  isBoxedNotPacked,
  isPackedWithoutBox,
  withError,
} from './data-health-devices.ts'

describe('the word that was meant', () => {
  it.each([
    ['APROBADO', 'aprobado'],
    [' Aprobado ', 'aprobado'],
    ['en produccion', 'en_produccion'],
    ['En-Produccion', 'en_produccion'],
    ['aprobada', null],
    ['', null],
    [null, null],
    [3, null],
    [['aprobado'], null],
    ['constructor', null],
  ])('%j is %j', (found, meant) => expect(wordMeant(found, deviceStates)).toBe(meant))

  it('is one of the list or none, whatever stands there', () => {
    fc.assert(
      fc.property(fc.anything(), (found) => {
        const meant = wordMeant(found, deviceStates)
        return meant === null || deviceStates.some((state) => state === meant)
      }),
    )
  })
})

describe('other forms of an order number', () => {
  it.each([
    ['op-2025-001', ['OP-2025-001']],
    [' OP-1 ', ['OP-1']],
    ['OP-1', []],
    ['1812345678', ['WL12345678']],
    ['WL12345678', ['1812345678']],
    ['wl12345678', ['WL12345678', '1812345678']],
    // Ten digits of another factory.
    ['2112345678', []],
    ['  ', []],
  ])('of %j are %j', (number, forms) => expect(otherOrderForms(number)).toEqual(forms))
})

it.each([
  ['507f1f77bcf86cd799439012', true],
  ['507F1F77BCF86CD799439012', false],
  ['Distribuidora Madrid SL', false],
])('%s is a customer’s id: %s', (cliente, is) => expect(isCustomerId(cliente)).toBe(is))

const device: CheckedDevice = {
  id: 'a',
  estado: 'empaquetado',
  ...{ package_no: null, carton_id: null, codigo_innerbox: null, num_palet: null, pallet_id: null },
  ...{ cliente: null, notificado: false, valido: true, ose_act: 'x' },
}

describe('packed without a box', () => {
  it.each([
    [{}, true],
    [{ package_no: '' }, true],
    [{ estado: 'enviado' }, false],
    [{ package_no: 'C' }, false],
    [{ carton_id: 'C' }, false],
    [{ codigo_innerbox: 'I' }, false],
    [{ num_palet: 'P' }, false],
    [{ pallet_id: 'P' }, false],
    [{ valido: false }, false],
  ])('%j: %s', (given, is) => expect(isPackedWithoutBox({ ...device, ...given })).toBe(is))
})

describe('in a carton and not packed', () => {
  const boxed = { ...device, carton_id: 'C', estado: 'aprobado' } as const
  it.each([
    [{}, true],
    [{ estado: 'en_produccion' }, true],
    [{ estado: 'control_calidad' }, true],
    [{ estado: 'rechazado' }, true],
    [{ carton_id: null, package_no: 'C' }, true],
    [{ carton_id: null }, false],
    [{ carton_id: '' }, false],
    [{ estado: 'empaquetado' }, false],
    [{ estado: 'activo' }, false],
    // The platform imports packed units as `aprobado`: no act of ours ever wrote them.
    [{ ose_act: null }, false],
    // Back from a customer, and still with the carton in which it once left.
    [{ cliente: '507f1f77bcf86cd799439012' }, false],
    [{ notificado: true }, false],
    [{ valido: false }, false],
  ])('%j: %s', (given, is) => expect(isBoxedNotPacked({ ...boxed, ...given })).toBe(is))

  it('only an approved one is packed by a correction', () => {
    expect(deviceStates.filter((estado) => canBePacked({ estado }))).toEqual(['aprobado'])
  })
})

it.each([
  [{}, []],
  [{ carton_id: 'A', package_no: 'A' }, []],
  [{ carton_id: 'A', package_no: null }, []],
  [{ carton_id: null, package_no: 'A' }, []],
  [{ carton_id: '', package_no: 'A' }, []],
  [{ carton_id: 'A', package_no: 'B' }, [{ field: 'package_no', before: 'B', after: 'A' }]],
  [{ pallet_id: 'A', num_palet: 'B' }, [{ field: 'num_palet', before: 'B', after: 'A' }]],
])('of two spellings the platform’s holds: %j', (given, changes) => {
  expect(differingSpellings({ ...device, ...given })).toEqual(changes)
})

const duplicate = (id: string, estado: string, madeAt: number, isVerified = false): Duplicate => ({
  ...{ id, estado, madeAt, isVerified },
})

describe('of several documents', () => {
  it.each([
    ['the first that was made', [duplicate('b', 'aprobado', 2), duplicate('a', 'en_produccion', 1)], 'a'],
    ['of one moment the first id', [duplicate('b', 'aprobado', 1), duplicate('a', 'aprobado', 1)], 'a'],
    ['the one that went on', [duplicate('a', 'aprobado', 1), duplicate('b', 'enviado', 2)], 'b'],
    [
      'an unknown state went on, as far as is known',
      [duplicate('a', 'aprobado', 1), duplicate('b', 'shipped', 2)],
      'b',
    ],
    ['two that went on: nobody knows', [duplicate('a', 'activo', 1), duplicate('b', 'rma', 2)], null],
    ['none of none', [], null],
  ])('the device is %s', (_what, all, id) => expect(deviceToKeep(all)?.id ?? null).toBe(id))

  it.each([
    ['the one that was verified', [duplicate('a', 'aprobado', 1), duplicate('b', 'aprobado', 2, true)], 'b'],
    ['of two verified the first', [duplicate('b', 'aprobado', 2, true), duplicate('a', 'aprobado', 1, true)], 'a'],
    ['the first', [duplicate('b', 'aprobado', 2), duplicate('a', 'aprobado', 1)], 'a'],
  ])('the ICCID keeps %s', (_what, all, id) => expect(iccidToKeep(all)?.id).toBe(id))

  it('one of them is kept, whatever their order', () => {
    const one = fc.record({
      id: fc.uuid(),
      estado: fc.constantFrom(...deviceStates),
      madeAt: fc.nat(5),
      isVerified: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ id }) => id, minLength: 2 }), (all) => {
        const turned = [...all].reverse()
        expect(deviceToKeep(turned)).toBe(deviceToKeep(all))
        expect(iccidToKeep(turned)).toBe(iccidToKeep(all))
        expect(all).toContain(iccidToKeep(all))
      }),
    )
  })
})

it.each([
  [null, ['x']],
  [['a'], ['a', 'x']],
  [
    ['x', 'a'],
    ['x', 'a'],
  ],
])('a note stands once among the errors: %j', (before, after) => expect(withError(before, 'x')).toEqual(after))
