import { describe, expect, it } from 'vitest'
import type { Act, Actor } from './act.ts'
import { decideUndo } from './undo.ts'

const ana: Actor = { employee_id: 'EMP-1', name: 'Ana', isSupervisor: false, stations: [] }
const eva: Actor = { employee_id: 'SUP-1', name: 'Eva', isSupervisor: true, stations: [] }
const luis: Actor = { employee_id: 'EMP-2', name: 'Luis', isSupervisor: false, stations: [] }

function actOf(of: Partial<Act> = {}): Act {
  return {
    ...{ act: 'a1', at: 1000, scanId: 's', word: 'bench', kind: 'count', facts: {}, reversible: true, instead: null },
    operator: { employee_id: 'EMP-1', name: 'Ana' },
    workplace: { station: 'S01', linea: null, puesto: null },
    subject: { kind: 'carton', number: 'C-9', order_number: null },
    ...of,
  }
}

const minutes = 5
const decide = (acts: readonly Act[], actor: Actor | null, supervisor: string | null = null, now = 2000) =>
  decideUndo(acts, actor, supervisor, now, minutes)

describe('undo', () => {
  it('takes back the newest act of whoever did it, of a supervisor, or with a supervisor’s badge', () => {
    const acts = [actOf({ act: 'a0' }), actOf()]
    expect(decide(acts, ana)).toMatchObject({ kind: 'undo', undoes: { act: 'a1' } })
    expect(decide(acts, eva)).toMatchObject({ kind: 'undo' })
    expect(decide(acts, luis, 'SUP-1')).toMatchObject({ kind: 'undo' })
  })

  it('is refused to anybody else, who is told whose badge would help', () => {
    expect(decide([actOf()], luis)).toEqual({
      ...{ kind: 'refused', word: 'undo-not-yours', offered: 'a1' },
      params: { thing: 'carton', number: 'C-9', operator: 'EMP-1' },
    })
    expect(decide([actOf()], null)).toMatchObject({ word: 'undo-not-yours' })
  })

  it('has nothing, or comes too late', () => {
    expect(decide([], ana)).toMatchObject({ word: 'undo-nothing' })
    const end = 1000 + minutes * 60_000
    expect(decide([actOf()], ana, null, end)).toMatchObject({ kind: 'undo' })
    expect(decide([actOf()], ana, null, end + 1)).toMatchObject({ word: 'undo-too-late', params: { minutes } })
  })

  it('never jumps over what cannot be taken back, and says what to do instead', () => {
    const acts = [actOf(), actOf({ act: 'a2', reversible: false, instead: 'new-label' })]
    for (const actor of [ana, eva]) {
      expect(decide(acts, actor)).toMatchObject({ word: 'undo-never', params: { instead: 'new-label', number: 'C-9' } })
    }
    expect(decide(acts, luis, 'SUP-1')).toMatchObject({ word: 'undo-never' })
  })
})
