import { isDeepStrictEqual } from 'node:util'
import { isStationWord, type StationWord } from '../../shared/stations.ts'
import type { SupervisedInput } from './entry.ts'
import { openFor } from './may-work.ts'
import type { AnyRun } from './slice.ts'
import type { OpenTurn } from './turn.ts'
import { type UndoParts, undo } from './undo.ts'

export interface SuperviseParts extends UndoParts {
  readonly runs: Readonly<Record<StationWord, AnyRun>>
}

/** A supervisor allows what was offered when his badge was read; good for this one act. */
export async function supervise(
  parts: SuperviseParts,
  turn: OpenTurn,
  { supervisor, reason, offer }: SupervisedInput,
): Promise<void> {
  const { held, runs } = parts
  const word = openFor(turn)
  if (word === null) return
  const { standing, undoable } = held.memory()
  held.change({ offer: null })
  if (offer.word === 'undo') {
    const isStillLast = undoable[undoable.length - 1]?.act === actOf(offer.facts)
    return isStillLast ? undo(parts, turn, supervisor.employee_id) : void turn.answer('undo-nothing')
  }
  // What he was asked for is that refusal, and no other that came meanwhile.
  const isStanding = standing !== null && isDeepStrictEqual(standing.offer, offer)
  if (!isStanding || !isStationWord(standing.of)) return void turn.answer('nothing-to-acknowledge')
  held.change({ standing: null })
  return runs[standing.of].onSupervised?.(turn, offer, { supervisor, reason })
}

function actOf(facts: unknown): unknown {
  return typeof facts === 'object' && facts !== null && 'act' in facts ? facts.act : null
}
