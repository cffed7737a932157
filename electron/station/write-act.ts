import { type AnyAct, isUndo } from '../../shared/station/act.ts'
import type { StationWord } from '../../shared/stations.ts'
import { type WriteTerms, type Written, written } from '../db/acts/written.ts'
import type { DatabaseSession } from '../db/connection/client.ts'
import { wordOf } from './act-ends.ts'
import type { Conflicts } from './conflicts.ts'
import type { AnyRun } from './slice.ts'

export interface WriteActParts {
  readonly runs: Readonly<Record<StationWord, AnyRun>>
  readonly conflicts: Pick<Conflicts, 'resolve' | 'count'>
}

/** An act in its slice's transaction. What was refused and taken back before it landed is nobody's conflict any more. */
export async function writeAct(
  { runs, conflicts }: WriteActParts,
  session: DatabaseSession,
  act: AnyAct,
  terms: WriteTerms,
): Promise<Written> {
  const run = runs[wordOf(act)]
  if (!isUndo(act)) return run.write(session, act, terms)
  const { undoes, operator } = act
  const isSettled = terms.isKept && (await conflicts.resolve(undoes.act, operator.employee_id, 'undone'))
  if (!isSettled) return run.reverse(session, act, terms)
  await conflicts.count()
  return written(act)
}
