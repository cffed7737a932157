import type { Act, Workplace } from '../../shared/station/act.ts'
import type { AnswerKind, Verdict } from '../../shared/station/answer.ts'
import type { NumberBlock } from '../../shared/station/numbers.ts'
import type { Offer, RecentScan, Standing } from '../../shared/station/state.ts'
import { isSameSubject } from '../../shared/station/subject.ts'
import { isStationWord, kindOf, type StationWord } from '../../shared/stations.ts'
import { slices } from './slices.ts'

/** What the station knows between two scans; kept in the journal so that a restarted station goes on with it. */
export interface StationMemory {
  /** The last journal entry that this memory has taken in. */
  readonly seq: number
  /** Which station is open. */
  readonly word: StationWord | null
  readonly standing: Standing | null
  /** What a supervisor's badge would do besides, until its time is over. */
  readonly offer: (Offer & { readonly until: number }) | null
  /** Acts that undo would take back, newest last. */
  readonly undoable: readonly Act[]
  readonly recent: readonly RecentScan[]
  readonly last: Verdict | null
  /** By kind and scope. */
  readonly numbers: Readonly<Record<string, NumberBlock>>
  /** Each slice's own state. */
  readonly words: Readonly<Record<StationWord, unknown>>
}

export const recentLength = 14
export const undoLength = 20

export function freshMemory(workplace: Workplace, offered: readonly StationWord[]): StationMemory {
  return {
    seq: 0,
    // Where there is no choice, nobody is asked.
    word: offered.length === 1 ? (offered[0] ?? null) : null,
    standing: null,
    offer: null,
    undoable: [],
    recent: [],
    last: null,
    numbers: {},
    words: freshWords(workplace),
  }
}

export function freshWords(workplace: Workplace): StationMemory['words'] {
  const entries = Object.values(slices).map(({ word, state }) => [word, state.fresh(workplace)] as const)
  return Object.fromEntries(entries) as StationMemory['words'] // fromEntries forgets the names
}

/** The database was replaced by another: what was counted in it is no longer known. What is kept for it stays. */
export function forgetDatabase(memory: StationMemory): StationMemory {
  const words = Object.entries(memory.words).map(
    ([word, state]) => [word, isStationWord(word) ? slices[word].state.forget(state) : state] as const,
  )
  return {
    ...memory,
    // Its numbers it keeps: what it used of them stands on things.
    ...{ offer: null, undoable: [], recent: [], last: null },
    words: Object.fromEntries(words) as StationMemory['words'], // fromEntries forgets the names
  }
}

/** The list of last scans with one line more, or one line changed in its place. */
export function withLine(recent: readonly RecentScan[], line: RecentScan): readonly RecentScan[] {
  const index = recent.findIndex((scan) => scan.scanId === line.scanId)
  const lines = index < 0 ? [line, ...recent] : recent.map((scan, place) => (place === index ? line : scan))
  return lines.slice(0, recentLength)
}

const counted: ReadonlySet<RecentScan['fate']> = new Set<AnswerKind>(['accepted', 'completed', 'noted', 'kept'])

/** What was taken back is said where it was counted; `isUndone` false: it was not taken back after all. */
export function withUndone(
  recent: readonly RecentScan[],
  { scanId, subject }: Act,
  isUndone: boolean,
): readonly RecentScan[] {
  return recent.map((scan) => {
    // Acts of the oldest journals do not know their scan.
    const isOfAct =
      scanId === '' ? scan.subject !== undefined && isSameSubject(scan.subject, subject) : scan.scanId === scanId
    if (!isOfAct) return scan
    if (isUndone) return counted.has(scan.fate) || scan.scanId === scanId ? { ...scan, fate: 'undone' as const } : scan
    return scan.fate === 'undone' ? { ...scan, fate: kindOf(scan.word) } : scan
  })
}

/** A supervisor's badge would do this now, or nothing. */
export function offeredNow({ offer, standing }: StationMemory, now: number): Offer | null {
  return offer !== null && now < offer.until ? { word: offer.word, facts: offer.facts } : (standing?.offer ?? null)
}
