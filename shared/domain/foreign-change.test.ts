import { describe, expect, it } from 'vitest'
import { deviceLoss, type ToldStep } from './foreign-change.ts'

const ours = (estado_anterior: string | null, estado_nuevo: string | null, undoes = false): ToldStep => ({
  ...{ estado_anterior, estado_nuevo, undoes, isOurs: true },
})
const theirs: ToldStep = { estado_anterior: null, estado_nuevo: null, isOurs: false, undoes: false }

const registered = ours(null, 'en_produccion')
const verified = ours('en_produccion', 'aprobado')
const packed = ours('aprobado', 'empaquetado')
const unregistered = ours('en_produccion', null, true)

describe('what a device lost, its events newest first', () => {
  it.each([
    ['nothing: it is as our last act left it', 'aprobado', [verified, registered], null],
    [
      'the last step',
      'en_produccion',
      [verified, registered],
      { what: 'estado-reverted', stored: 'en_produccion', told: 'aprobado' },
    ],
    [
      'two steps',
      'en_produccion',
      [packed, verified, registered],
      { what: 'estado-reverted', stored: 'en_produccion', told: 'empaquetado' },
    ],
    [
      'what an undo took back',
      'aprobado',
      [ours('aprobado', 'en_produccion', true), verified, registered],
      { what: 'estado-reverted', stored: 'aprobado', told: 'en_produccion' },
    ],
    ['its undone registration', 'en_produccion', [unregistered, registered], { what: 'brought-back' }],
    // The platform notifies from any state, with an event or without one.
    ['nothing: a state it never had is somebody’s purpose', 'activo', [verified, registered], null],
    ['nothing: somebody acted after us', 'en_produccion', [theirs, verified, registered], null],
    ['nothing: no act of ours', 'aprobado', [theirs], null],
    ['nothing: no history', 'aprobado', [], null],
    [
      'nothing: a correction that accepted it',
      'en_produccion',
      [ours('en_produccion', 'en_produccion'), verified, registered],
      null,
    ],
  ] as const)('%s', (_what, stored, events, loss) => expect(deviceLoss(stored, events)).toEqual(loss))
})
