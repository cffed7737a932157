import type { Actor } from '../../shared/station/act.ts'
import type { AnswerWord, StationWord } from '../../shared/stations.ts'
import type { HeldMemory } from './held-memory.ts'
import { answerNoPermission } from './may-work.ts'
import type { AnyRun } from './slice.ts'
import type { OpenTurn } from './turn.ts'

export interface OpenStationParts {
  readonly held: Pick<HeldMemory, 'memory' | 'change'>
  readonly runs: Readonly<Record<StationWord, AnyRun>>
  /** The stations that this PC offers. */
  readonly offered: () => readonly StationWord[]
}

/** Goes to another station of this PC, or to the choice of them. */
export function openStation({ held, runs, offered }: OpenStationParts, turn: OpenTurn, word: StationWord | null): void {
  const { actor } = turn
  const { standing, words, word: before } = held.memory()
  if (actor === null) return void turn.answer('not-signed-in')
  if (word !== null && !actor.stations.includes(word)) {
    if (!offered().includes(word)) return void turn.answer('station-not-here', { params: { opens: word } })
    return void answerNoPermission(turn, actor)
  }
  if (standing !== null) return void turn.answer('acknowledge-first', { params: { word: standing.word } })
  // A station that this PC no longer offers keeps nobody.
  const isHeld = before !== null && before !== word && offered().includes(before)
  const no = isHeld ? runs[before].mayLeave(words[before]) : null
  // A word of the slice's own table.
  if (no !== null) return void turn.answer(no.word as AnswerWord, { params: no.params })
  held.change({ word, offer: null })
  if (word !== null) turn.answer('station-opened', { params: { opens: word } })
}

/** Whoever has one station here is at it; whoever has another than the open one chooses, where that may be left. */
export function openStationOf({ held, runs, offered }: OpenStationParts, actor: Actor | null): void {
  const { word, words, standing } = held.memory()
  if (actor === null || actor.stations.length === 0 || (word !== null && actor.stations.includes(word))) return
  // First acknowledged, where it was said.
  if (standing !== null) return
  if (word !== null && runs[word].mayLeave(words[word]) !== null) return
  const [only, other] = offered().filter((one) => actor.stations.includes(one))
  held.change({ word: other === undefined ? (only ?? null) : null })
}
