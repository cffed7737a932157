import { type MoreWorks, moreStations } from '#more/facts'
import { type ProductionWord, productionAnswers } from './domain/production-answers.ts'
import { type ProductionWork, productionExpectations } from './domain/production-work.ts'
import { type AnswerKind, type FrameWord, frameAnswers } from './station/answer.ts'
import { frameCommands, openCommand } from './station/commands.ts'
import type { StationFacts } from './station/facts.ts'
import type { StationFrame } from './station/state.ts'

/**
 * The one table of station words. A word is the name of its slice in every layer; a word without a slice, a screen,
 * answers or texts does not compile. A station of the factory's flow that is not built stands here not at all, so no
 * screen can offer it.
 */
export const stationTable = {
  production: {
    rights: ['workplace'],
    stands: 'line',
    offline: 'keep',
    answers: productionAnswers,
    commands: ['REGISTER', 'VERIFY'],
    expects: productionExpectations,
  },
  ...moreStations,
} as const satisfies Readonly<Record<string, StationFacts>>

export type StationWord = keyof typeof stationTable
export const stationWords = Object.keys(stationTable) as [StationWord, ...StationWord[]] // keys() forgets the names

/** What the screen of each station shows beside the frame. */
export interface Works extends MoreWorks {
  readonly production: ProductionWork
}

/** The open station as the page paints it; between two stations there is none. */
export type StationState =
  | (StationFrame & { readonly word: null; readonly work: null })
  | { readonly [Word in StationWord]: StationFrame & { readonly word: Word; readonly work: Works[Word] } }[StationWord]

/** What may stand in `expects` where no station says it. */
export const frameExpectations = ['sign-in', 'acknowledge', 'supervisor', 'station'] as const

type OwnWord = { readonly [Word in StationWord]: keyof (typeof stationTable)[Word]['answers'] & string }[StationWord]
export type AnswerWord = FrameWord | ProductionWord | OwnWord

const facts: readonly StationFacts[] = Object.values(stationTable)

const kinds: ReadonlyMap<string, AnswerKind> = new Map(
  [frameAnswers, ...facts.map(({ answers }) => answers)].flatMap((table) => Object.entries(table)),
)

export function factsOf(word: StationWord): StationFacts {
  return stationTable[word]
}

/** @throws for a word that no table has: nobody could be told what it does */
export function kindOf(word: string): AnswerKind {
  const kind = kinds.get(word)
  if (kind === undefined) throw new Error(`no station answers «${word}»`)
  return kind
}

export function isStationWord(word: string): word is StationWord {
  return Object.hasOwn(stationTable, word)
}

/** Every command that a printed code may name: the common verbs, each station's own, and the opening of each. */
export const commandWords: readonly string[] = [
  ...frameCommands,
  ...facts.flatMap(({ commands }) => commands),
  ...stationWords.map(openCommand),
]

/** The station that a command opens, or null. */
export function openedBy(command: string): StationWord | null {
  return stationWords.find((word) => openCommand(word) === command) ?? null
}
