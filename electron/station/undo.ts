import type { AnyAct, UndoAct } from '../../shared/station/act.ts'
import { decideUndo } from '../../shared/station/undo.ts'
import type { HeldMemory } from './held-memory.ts'
import type { OpenTurn } from './turn.ts'

export interface UndoParts {
  readonly held: Pick<HeldMemory, 'memory' | 'change'>
  readonly submit: (turn: OpenTurn, act: AnyAct) => Promise<void>
}

/** How long a supervisor's badge would take back another person's act, ms. */
const offerMs = 30_000

/** Takes back the last act, of whichever station it is. @param supervisor whose badge gave the right, where one did */
export async function undo({ held, submit }: UndoParts, turn: OpenTurn, supervisor: string | null): Promise<void> {
  const { entry, actor } = turn
  const { undoable } = held.memory()
  const decision = decideUndo(undoable, actor, supervisor, entry.at, entry.plant.undoMinutes)
  if (decision.kind === 'refused') {
    const { word, params, offered } = decision
    const offer = offered === undefined ? null : { word: 'undo', facts: { act: offered } }
    if (offer !== null) held.change({ offer: { ...offer, until: entry.at + offerMs } })
    return void turn.answer(word, { params, offer })
  }
  if (actor === null) throw new Error('an act without a person')
  const { employee_id, name } = actor
  const act: UndoAct = {
    ...{ kind: 'undo', act: turn.id(0), at: entry.at, scanId: entry.scanId, word: decision.undoes.word },
    operator: { employee_id, name },
    workplace: entry.workplace,
    undoes: decision.undoes,
    supervisor,
  }
  await submit(turn, act)
}
