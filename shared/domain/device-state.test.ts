import { describe, expect, test } from 'vitest'
import { deviceStates } from '../schemas/device.ts'
import { countedAs, stateAfter } from './device-state.ts'

describe('which estado may follow which', () => {
  test.each([
    ['register', null, 'en_produccion'],
    ['register', 'en_produccion', null],
    ['verify', 'en_produccion', 'aprobado'],
    ['verify', 'aprobado', null],
    ['scrap', 'rechazado', 'retirado'],
    ['scrap', 'aprobado', null],
    ['ship', 'empaquetado', 'enviado'],
    ['notify', 'empaquetado', 'activo'],
    ['return', 'activo', 'rma'],
    ['register', 'a word we do not know', null],
    ['register', 'constructor', null],
  ] as const)('%s from %s: %s', (act, from, to) => {
    expect(stateAfter(act, from)).toBe(to)
  })
})

test('a recount counts each estado as the platform’s figures mean it', () => {
  const words = (name: keyof typeof countedAs) => deviceStates.filter(countedAs[name])
  expect(words('produced')).toEqual(deviceStates.filter((estado) => estado !== 'retirado'))
  expect(words('rejected')).toEqual(['rechazado'])
  expect(words('approved')).toEqual([
    'aprobado',
    'empaquetado',
    'enviado',
    'activo',
    'defectuoso',
    'rma',
    'reemplazado',
  ])
})
