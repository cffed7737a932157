import { type Act, type AnyAct, isUndo, type UndoAct } from '../../shared/station/act.ts'
import type { Landed, Refused } from '../../shared/station/ends.ts'
import type { Offer } from '../../shared/station/state.ts'
import { subjectParams } from '../../shared/station/undo.ts'
import { isStationWord, type StationWord } from '../../shared/stations.ts'
import type { HeldMemory } from './held-memory.ts'
import { undoLength, withUndone } from './memory.ts'
import type { AnyRun, AnySlice } from './slice.ts'

export interface EndsParts {
  readonly held: Pick<HeldMemory, 'memory' | 'change'>
  readonly slices: Readonly<Record<StationWord, AnySlice>>
  readonly runs: Readonly<Record<StationWord, AnyRun>>
}

/*
 * What an act does to the memory at each of its ends, the same live, late and after a crash. The state of its slice is
 * changed by the slice's ends; what undo would take back, and the list of last scans, by the core.
 */

export function endKept(parts: EndsParts, act: AnyAct): void {
  if (isUndo(act)) takeBack(parts, act)
  else {
    changeState(parts, act, (slice, state) => slice.ends.kept(state, act))
    changeUndoable(parts, (undoable) => [...undoable, act])
  }
}

/** @returns what is answered */
export function endWritten(parts: EndsParts, act: AnyAct, wasKept: boolean): Pick<Landed<unknown>, 'word' | 'params'> {
  return isUndo(act) ? undoWritten(parts, act, wasKept) : actWritten(parts, act, wasKept)
}

function undoWritten(parts: EndsParts, undo: UndoAct, wasKept: boolean): Pick<Landed<unknown>, 'word' | 'params'> {
  if (!wasKept) takeBack(parts, undo)
  // What it takes back may have been refused meanwhile, and said so.
  else changeFate(parts, undo.undoes, true)
  return { word: 'undone', params: { ...subjectParams(undo.undoes.subject), kind: undo.undoes.kind } }
}

function actWritten(parts: EndsParts, act: Act, wasKept: boolean): Landed<unknown> {
  const { held, slices, runs } = parts
  const word = wordOf(act)
  const end = slices[word].ends.written(held.memory().words[word], act, runs[word].figures(act), wasKept)
  setState(parts, word, end.state)
  changeUndoable(parts, (undoable) =>
    // A kept act stands there already, unless it was taken back meanwhile; now it is whole.
    wasKept ? undoable.map((one) => (one.act === act.act ? act : one)) : [...undoable, act],
  )
  return end
}

/** @returns what a supervisor may do about it */
export function endRefused(parts: EndsParts, act: AnyAct, refusal: Refused, wasKept: boolean): Offer | null {
  const { held, slices } = parts
  const gone = isUndo(act) ? act.undoes.act : act.act
  changeUndoable(parts, (undoable) => undoable.filter((one) => one.act !== gone))
  if (!isUndo(act)) {
    const word = wordOf(act)
    const end = slices[word].ends.refused(held.memory().words[word], act, refusal, wasKept)
    setState(parts, word, end.state)
    return end.offer
  }
  if (wasKept) {
    // It counted as taken back, and was not.
    changeState(parts, act, (slice, state) => slice.ends.kept(state, act.undoes))
    changeFate(parts, act.undoes, false)
  }
  return null
}

function takeBack(parts: EndsParts, { undoes }: UndoAct): void {
  changeState(parts, undoes, (slice, state) => slice.ends.reversed(state, undoes))
  changeUndoable(parts, (undoable) => undoable.filter((one) => one.act !== undoes.act))
  changeFate(parts, undoes, true)
}

function changeFate({ held }: EndsParts, undoes: Act, isUndone: boolean): void {
  held.change({ recent: withUndone(held.memory().recent, undoes, isUndone) })
}

function changeUndoable({ held }: EndsParts, next: (undoable: readonly Act[]) => readonly Act[]): void {
  held.change({ undoable: next(held.memory().undoable).slice(-undoLength) })
}

function changeState(parts: EndsParts, act: AnyAct, next: (slice: AnySlice, state: unknown) => unknown): void {
  const { held, slices } = parts
  const word = wordOf(act)
  setState(parts, word, next(slices[word], held.memory().words[word]))
}

function setState({ held }: EndsParts, word: StationWord, state: unknown): void {
  held.change({ words: { ...held.memory().words, [word]: state } })
}

/** @throws for a word that no table has: its slice would have parsed it */
export function wordOf({ word }: AnyAct): StationWord {
  if (!isStationWord(word)) throw new Error(`an act of no station: ${word}`)
  return word
}
