import type { Params } from '../../shared/result.ts'
import { type AnyAct, isUndo, subjectOf, type UndoAct } from '../../shared/station/act.ts'
import type { Refused } from '../../shared/station/ends.ts'
import { subjectParams } from '../../shared/station/undo.ts'
import { type AnswerWord, isStationWord, type StationWord } from '../../shared/stations.ts'
import type { JournalEntry } from './entry.ts'
import { type StationMemory, undoLength, withUndone } from './memory.ts'
import type { AnyRun, AnySlice, End } from './slice.ts'
import type { OpenTurn, Station } from './station.ts'
import type { Outcome, Writer } from './writer.ts'

/** No answer within this time: amber "kept here", and the write goes on. */
export const patienceMs = 250

export interface SubmitParts {
  readonly station: Pick<Station, 'memory' | 'change' | 'late'>
  readonly writer: Pick<Writer, 'submit' | 'isBehind'>
  readonly slices: Readonly<Record<StationWord, AnySlice>>
  readonly runs: Readonly<Record<StationWord, AnyRun>>
  readonly isAway: () => boolean
  /** An act of this station is in the database. */
  readonly onLanded: (act: AnyAct) => void
  readonly onConflict: () => void
}

/**
 * Hands acts to the writer and answers: green when the database has it, amber when that takes longer than a blink
 * or the database is known to be away. An amber act turns green, or becomes a conflict, when the writer gets to it. What
 * an act does to its slice's state is said by the slice's ends, the same live, late and after a crash.
 */
export function createSubmit(parts: SubmitParts) {
  const { station, writer, slices, runs } = parts
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
    if (outcome !== null) return ended(turn, act, outcome, false, warning)
    isKept = true
    keep(turn, act)
    whenLate(turn.entry, act, writing)
  }

  /** Counted at once, taken in by the lane: a memory in the middle of another scan must not be kept. */
  function whenLate(entry: JournalEntry, act: AnyAct, writing: Promise<Outcome>): void {
    kept.set(act.act, act)
    void writing.then((outcome) => {
      if (outcome.kind === 'written') landed(outcome.act)
      const answered = (): void => void kept.delete(act.act)
      return station.late(entry, (turn) => ended(turn, act, outcome, true), answered)
    })
  }

  function landed(act: AnyAct): void {
    parts.onLanded(act)
    runs[wordOf(act)].landed?.(act)
  }

  function keep(turn: OpenTurn, act: AnyAct): void {
    const subject = subjectOf(act)
    if (isUndo(act)) takeBack(act)
    else {
      changeWord(act, (slice, state) => slice.ends.kept(state, act))
      remember((memory) => [...memory.undoable, act])
    }
    turn.keep(act)
    turn.answer('kept-here', { params: subjectParams(subject), subject })
    told(act, { how: 'kept', word: 'kept-here', wasKept: false })
  }

  function ended(turn: OpenTurn, act: AnyAct, outcome: Outcome, wasKept: boolean, warning?: string): void {
    if (outcome.kind === 'refused') {
      refused(turn, act, outcome, wasKept)
      return
    }
    if (!wasKept) landed(outcome.act)
    const { word, params } = isUndo(outcome.act) ? undone(outcome.act, wasKept) : written(outcome.act, wasKept)
    turn.answer(word as AnswerWord, { params, subject: subjectOf(act), warning, late: wasKept }) // of the slice's own table
    told(outcome.act, { how: 'written', word, wasKept })
  }

  function undone(undo: UndoAct, wasKept: boolean): Refused {
    if (!wasKept) takeBack(undo)
    // What it takes back may have been refused meanwhile, and said so.
    else station.change({ recent: withUndone(station.memory().recent, undo.undoes, true) })
    return { word: 'undone', params: { ...subjectParams(undo.undoes.subject), kind: undo.undoes.kind } }
  }

  function written(
    act: Exclude<AnyAct, UndoAct>,
    wasKept: boolean,
  ): { readonly word: string; readonly params: Params } {
    const word = wordOf(act)
    const state = station.memory().words[word]
    const end = slices[word].ends.written(state, act, runs[word].figures(act), wasKept)
    setState(word, end.state)
    remember(({ undoable }) =>
      // A kept act stands there already, unless it was taken back meanwhile; now it is whole.
      wasKept ? undoable.map((one) => (one.act === act.act ? act : one)) : [...undoable, act],
    )
    return end
  }

  function refused(
    turn: OpenTurn,
    act: AnyAct,
    refusal: Extract<Outcome, { kind: 'refused' }>,
    wasKept: boolean,
  ): void {
    const gone = isUndo(act) ? act.undoes.act : act.act
    remember(({ undoable }) => undoable.filter((one) => one.act !== gone))
    const word = wordOf(act)
    let offer = null
    if (!isUndo(act)) {
      const end = slices[word].ends.refused(station.memory().words[word], act, refusal, wasKept)
      setState(word, end.state)
      offer = end.offer
    } else if (wasKept) {
      // It counted as taken back, and was not.
      changeWord(act, (slice, state) => slice.ends.kept(state, act.undoes))
      station.change({ recent: withUndone(station.memory().recent, act.undoes, false) })
    }
    if (wasKept) parts.onConflict()
    turn.answer(refusal.word, { params: refusal.params, subject: subjectOf(act), offer, late: wasKept })
    told(act, { how: 'refused', word: refusal.word, wasKept })
  }

  function takeBack(undo: UndoAct): void {
    const { undoes } = undo
    changeWord(undoes, (slice, state) => slice.ends.reversed(state, undoes))
    remember(({ undoable }) => undoable.filter((one) => one.act !== undoes.act))
    station.change({ recent: withUndone(station.memory().recent, undoes, true) })
  }

  function told(act: AnyAct, end: End): void {
    runs[wordOf(act)].ended?.(act, end)
  }

  function changeWord(act: AnyAct, next: (slice: AnySlice, state: unknown) => unknown): void {
    const word = wordOf(act)
    setState(word, next(slices[word], station.memory().words[word]))
  }

  function setState(word: StationWord, state: unknown): void {
    station.change({ words: { ...station.memory().words, [word]: state } })
  }

  function remember(undoable: (memory: StationMemory) => StationMemory['undoable']): void {
    station.change({ undoable: undoable(station.memory()).slice(-undoLength) })
  }

  return {
    submit,
    /** In the order they were made. One is kept until its second answer is said, so that none is ever in no list. */
    kept: (): readonly AnyAct[] => [...kept.values()],
    /** An act that a crash or a power cut left in the journal: the memory counts on it already. */
    submitAgain: (entry: JournalEntry, act: AnyAct): void =>
      whenLate(
        entry,
        act,
        writer.submit(act, { isKept: () => true, isOffline: true, durable: Promise.resolve(), isRecalled: true }),
      ),
  }
}

export type Submit = ReturnType<typeof createSubmit>

/** @throws for a word that no table has: its slice would have parsed it */
export function wordOf({ word }: AnyAct): StationWord {
  if (!isStationWord(word)) throw new Error(`an act of no station: ${word}`)
  return word
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
