import { describe, expect, test } from 'vitest'
import { deviceStates } from '../schemas/stored-words.ts'
import { countedAs, stateAfter } from './device-state.ts'

describe('which estado may follow which', () => {
  test.each([
    ['register', null, {}, 'en_produccion'],
    ['register', 'en_produccion', {}, null],
    ['verify', 'en_produccion', { approves: true }, 'aprobado'],
    ['verify', 'en_produccion', { approves: false }, 'en_produccion'],
    ['verify', 'aprobado', { approves: true }, null],
    ['open-in-quality', 'aprobado', {}, null],
    ['open-in-quality', 'rma', {}, 'control_calidad'],
    ['reopen-in-quality', 'aprobado', {}, 'control_calidad'],
    ['reopen-in-quality', 'empaquetado', {}, null],
    ['scrap', 'rechazado', {}, 'retirado'],
    ['scrap', 'aprobado', {}, null],
    ['scrap', 'control_calidad', { before: 'rechazado' }, 'retirado'],
    ['scrap', 'control_calidad', { before: 'en_produccion' }, null],
    ['ship', 'empaquetado', {}, 'enviado'],
    ['notify', 'empaquetado', {}, 'activo'],
    ['return', 'activo', {}, 'rma'],
    ['register', 'a word we do not know', {}, null],
    ['register', 'constructor', {}, null],
  ] as const)('%s from %s with %j: %s', (act, from, facts, to) => {
    expect(stateAfter(act, from, facts)).toBe(to)
  })
})

describe('back to the state before', () => {
  test.each(['en_produccion', 'rechazado', 'rma', 'aprobado'] as const)('put back to %s', (before) => {
    expect(stateAfter('put-back', 'control_calidad', { before })).toBe(before)
  })

  test.each([
    ['control_calidad', 'control_calidad'],
    ['control_calidad', 'enviado'],
    ['control_calidad', 'toString'],
    ['aprobado', 'en_produccion'],
  ])('nothing is put back from %s to %s', (from, before) => {
    expect(stateAfter('put-back', from, { before })).toBeNull()
  })

  test.each([
    ['en_produccion', null, 'gone'],
    ['aprobado', 'en_produccion', 'en_produccion'],
    ['en_produccion', 'en_produccion', 'en_produccion'],
    ['control_calidad', 'rechazado', 'rechazado'],
    ['control_calidad', 'aprobado', 'aprobado'],
    ['rechazado', 'control_calidad', 'control_calidad'],
    ['retirado', 'rechazado', 'rechazado'],
    ['retirado', 'control_calidad', 'rechazado'],
    ['retirado', 'rma', 'rma'],
    ['empaquetado', 'aprobado', 'aprobado'],
    ['rechazado', 'control_calidad', 'control_calidad'],
    ['aprobado', null, null],
    ['empaquetado', 'en_produccion', null],
    ['activo', 'constructor', null],
  ])('undone from %s, before it %s: %s', (from, before, to) => {
    expect(stateAfter('undo', from, { before })).toBe(to)
  })

  test('undo takes back exactly one step that the table has', () => {
    const acts = [
      'open-in-quality',
      'reopen-in-quality',
      'approve',
      'reject',
      'accept-by-sample',
      'pack',
      'unpack',
      'ship',
    ] as const
    for (const act of acts) {
      for (const before of deviceStates) {
        const after = stateAfter(act, before)
        if (after !== null) expect(stateAfter('undo', after, { before }), `${act} from ${before}`).toBe(before)
      }
    }
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
