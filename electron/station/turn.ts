import type { AnyAct } from '../../shared/station/act.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import { idAt } from '../../shared/station/id-at.ts'
import { NotDurable } from '../journal/journal.ts'
import { saysNo } from './answered.ts'
import type { JournalEntry } from './entry.ts'
import type { HeldMemory } from './held-memory.ts'
import type { Settle } from './settle.ts'
import type { Turn } from './slice.ts'
import { storedKept } from './stored.ts'

/** A turn as the core holds it: what it has to tell, and the act that was only kept. */
export interface OpenTurn extends Turn {
  /** The act is written with the state of this turn, or with none. */
  readonly keep: (act: AnyAct) => void
}

export interface TurnParts {
  readonly held: HeldMemory
  readonly settle: Settle
}

/** An entry whose turn it is. */
export type Begun = Pick<Turn, 'entry' | 'replay' | 'durable'>

/** One entry from its decision to its answer: decided, durable, settled, told. */
export async function takeTurn(
  { held, settle }: TurnParts,
  begun: Begun,
  decide: (turn: OpenTurn) => Promise<void>,
): Promise<void> {
  const { entry, durable } = begun
  const before = held.memory()
  const { turn, told, kept } = openTurn(held, begun)
  try {
    await decide(turn)
    await durable
  } catch (error) {
    if (error instanceof NotDurable) held.returnTo(before)
    throw error
  }
  const { seq, last } = held.memory()
  held.change({ seq: Math.max(seq, entry.seq), last: told[told.length - 1] ?? last })
  const [act] = kept
  await settle(act === undefined ? {} : { adds: [{ seq: entry.seq, kept: storedKept(act) }] })
  tell(held, told)
}

/**
 * A kept act has landed, or is refused: its entry is answered a second time, and no longer kept. An answer that comes late
 * speaks up only while its scan is still the newest, or when it says no.
 * @param answered called when it is in the journal, just before it is said
 */
export async function answerAgain(
  { held, settle }: TurnParts,
  entry: JournalEntry,
  answer: (turn: OpenTurn) => void,
  answered: () => void,
): Promise<void> {
  const { turn, told } = openTurn(held, { entry, replay: false, durable: Promise.resolve() })
  answer(turn)
  const { last } = held.memory()
  const loud = told.filter((verdict) => last?.scanId === entry.scanId || saysNo.has(verdict.kind))
  held.change({ last: loud[loud.length - 1] ?? last })
  await settle({ removes: [entry.seq] })
  answered()
  tell(held, loud)
}

/** Between two turns: what changes the memory and is no entry. */
export async function changeBetween({ held, settle }: TurnParts, work: () => void | Promise<void>): Promise<void> {
  const before = held.memory()
  await work()
  // After a crash an entry is decided on what it was decided on.
  if (held.memory() !== before) await settle({})
  held.publish()
}

/** What was answered and kept in the turn is told, and in the journal, when it is over. */
function openTurn(held: HeldMemory, { entry, replay, durable }: Begun) {
  const told: Verdict[] = []
  const kept: AnyAct[] = []
  const turn: OpenTurn = {
    entry,
    actor: entry.actor,
    replay,
    durable,
    id: (n) => entry.ids[n] ?? idAt(entry.ids[0], n),
    answer(word, extras = {}) {
      const verdict = held.remember(entry, word, extras)
      told.push(verdict)
      return verdict
    },
    keep: (act) => kept.push(act),
  }
  return { turn, told, kept }
}

function tell(held: HeldMemory, verdicts: readonly Verdict[]): void {
  for (const verdict of verdicts) held.announce(verdict)
  if (verdicts.length === 0) held.publish()
}
