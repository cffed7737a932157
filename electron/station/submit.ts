import type { AnyAct } from '../../shared/station/act.ts'
import { type ActAnswerParts, answerEnded, answerKept, landed } from './act-answers.ts'
import type { Outcome } from './act-item.ts'
import type { JournalEntry } from './entry.ts'
import type { Station } from './station.ts'
import type { OpenTurn } from './turn.ts'
import type { Writer } from './writer.ts'

/** No answer within this time: amber "kept here", and the write goes on. */
const patienceMs = 250

export interface SubmitParts extends ActAnswerParts {
  readonly station: Pick<Station, 'late'>
  readonly writer: Pick<Writer, 'submit' | 'isBehind'>
  readonly isAway: () => boolean
}

/**
 * Hands acts to the writer and answers: green when the database has it, amber when that takes longer than a blink
 * or the database is known to be away. An amber act turns green, or becomes a conflict, when the writer gets to it.
 */
export function createSubmit(parts: SubmitParts) {
  const { station, writer } = parts
  /** By their ids: answered "kept here", and not answered a second time yet. */
  const kept = new Map<string, AnyAct>()

  async function submit(turn: OpenTurn, act: AnyAct, warning?: string): Promise<void> {
    const isOffline = parts.isAway()
    const isBehind = isOffline || writer.isBehind()
    let isKept = isBehind
    const writing = writer.submit(act, { isKept: () => isKept, isOffline, durable: turn.durable, isRecalled: false })
    const outcome = isBehind ? null : await inTime(writing, () => (isKept = true))
    // What is not durable was refused by the writer as well, and is no outcome.
    await turn.durable
    if (outcome !== null) return answerEnded(parts, turn, act, outcome, false, warning)
    isKept = true
    answerKept(parts, turn, act)
    whenLate(turn.entry, act, writing)
  }

  /** An act that a crash or a power cut left in the journal: the memory counts on it already. */
  function submitAgain(entry: JournalEntry, act: AnyAct): void {
    const durable = Promise.resolve()
    const writing = writer.submit(act, { isKept: () => true, isOffline: true, durable, isRecalled: true })
    whenLate(entry, act, writing)
  }

  /** Counted at once, taken in by the lane: a memory in the middle of another scan must not be kept. */
  function whenLate(entry: JournalEntry, act: AnyAct, writing: Promise<Outcome>): void {
    kept.set(act.act, act)
    void writing.then((outcome) => {
      if (outcome.kind === 'written') landed(parts, outcome.act)
      const answered = (): void => void kept.delete(act.act)
      return station.late(entry, (turn) => answerEnded(parts, turn, act, outcome, true), answered)
    })
  }

  return {
    submit,
    submitAgain,
    /** In the order they were made. One is kept until its second answer is said, so that none is ever in no list. */
    kept: (): readonly AnyAct[] => [...kept.values()],
  }
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
