import type { AnswerWord, Refusal } from '../../shared/answers.ts'
import type { Act } from '../../shared/domain/act.ts'
import type { Params } from '../../shared/result.ts'
import type { AnswerExtras, Turn } from '../station.ts'
import { undoLength, undoneOf } from '../station-memory.ts'
import type { Outcome } from '../writer.ts'
import type { ProductionContext } from './production-context.ts'

/** No answer within this time: amber "kept here", and the write goes on. */
export const patienceMs = 250

/** What an act does to the station's memory at each of its possible ends. */
export interface Ends {
  /** It is only in the journal yet: the station goes on as if it were written. */
  readonly kept: () => AnswerExtras
  readonly written: (late: boolean) => { readonly word: AnswerWord; readonly extras: AnswerExtras }
  readonly refused: (word: Refusal | 'internal', params: Params, late: boolean) => AnswerExtras
}

/**
 * Hands an act to the writer and answers: green when the database has it, amber when that takes longer than a blink
 * or the database is known to be away. An amber act turns green, or becomes a conflict, when the writer gets to it.
 */
export async function submit(context: ProductionContext, turn: Turn, act: Act, ends: Ends): Promise<void> {
  const { writer, link } = context
  let kept = false
  const behind = writer.isBehind() || link.isAway()
  const writing = writer.submit(act, () => kept, turn.durable)
  const outcome = behind ? null : await inTime(writing, () => (kept = true))
  await turn.durable
  if (outcome !== null) return settle(context, turn, act, ends, outcome, false)
  kept = true
  await keep(context, turn, act, ends)
  whenLate(context, turn, act, ends, writing)
}

/** Acts that a crash or a power cut left in the journal, before anything new is scanned. */
export function submitAgain(context: ProductionContext, turn: Turn, act: Act, ends: Ends): void {
  whenLate(
    context,
    turn,
    act,
    ends,
    context.writer.submit(act, () => true),
  )
}

/** Counted at once, taken in by the lane: a memory in the middle of another scan must not be kept. */
function whenLate(context: ProductionContext, turn: Turn, act: Act, ends: Ends, writing: Promise<Outcome>): void {
  void writing.then((outcome) => {
    if (outcome.kind === 'written') context.progress.written(act)
    return context.station.later(() => settle(context, turn, act, ends, outcome, true))
  })
}

async function inTime(writing: Promise<Outcome>, onLate: () => void): Promise<Outcome | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      // Set in the same moment as the answer is given up: a refusal after it is a conflict, never lost.
      onLate()
      resolve(null)
    }, patienceMs)
  })
  try {
    return await Promise.race([writing, late])
  } finally {
    clearTimeout(timer)
  }
}

async function keep(context: ProductionContext, turn: Turn, act: Act, ends: Ends): Promise<void> {
  const { station, journal, places } = context
  const extras = ends.kept()
  const undoable = undoneOf(act, act.kind === 'register' ? act.device : '')
  station.change({
    // The entry is taken in with the act: read again after a crash it would be a second one.
    seq: Math.max(station.memory().seq, turn.entry.seq),
    places: places.snapshot(),
    undoable:
      undoable === null ? station.memory().undoable : [...station.memory().undoable, undoable].slice(-undoLength),
  })
  const { seq, scanId } = turn.entry
  await journal.settle(station.memory(), { add: { seq, pending: { act, scanId } }, sync: true })
  turn.answer('kept-here', { params: { imei: extras.imei ?? '' }, ...extras })
}

async function settle(
  context: ProductionContext,
  turn: Turn,
  act: Act,
  ends: Ends,
  outcome: Outcome,
  late: boolean,
): Promise<void> {
  const { station, journal, places, progress } = context
  if (outcome.kind === 'written') {
    if (!late) progress.written(act)
    const { word, extras } = ends.written(late)
    const undoable = undoneOf(act, outcome.device)
    const before = station.memory().undoable
    // A kept act stands there already, unless it was taken back meanwhile.
    station.change({
      places: places.snapshot(),
      undoable: undoable === null || late ? before : [...before, undoable].slice(-undoLength),
    })
    turn.answer(word, { ...extras, late })
  } else {
    const extras = ends.refused(outcome.word, outcome.params, late)
    const memory = station.memory()
    const forgets = late && memory.production.lastAccepted?.imei === extras.imei
    station.change({
      places: places.snapshot(),
      undoable: memory.undoable.filter((one) => one.act !== act.act),
      ...(forgets && { production: { ...memory.production, lastAccepted: null } }),
    })
    if (late) context.onConflict()
    turn.answer(outcome.word, { params: outcome.params, ...extras, late })
  }
  if (late) await journal.settle(station.memory(), { remove: turn.entry.seq })
}
