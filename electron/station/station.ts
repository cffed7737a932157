import type { PlantSettings } from '../../shared/settings.ts'
import type { Actor, Operator, Workplace } from '../../shared/station/act.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import type { AnswerWord, StationWord } from '../../shared/stations.ts'
import type { Clock } from '../clock/clock.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log/log.ts'
import type { ScannedCode } from '../scanners/scanner.ts'
import { verdictOf } from './answered.ts'
import type { InputWithoutCode, JournalEntry } from './entry.ts'
import type { HeldMemory } from './held-memory.ts'
import { newId } from './ids.ts'
import { createIntake } from './intake.ts'
import { createLane } from './lane.ts'
import { offeredNow } from './memory.ts'
import { createSettle } from './settle.ts'
import type { Turn } from './slice.ts'
import { answerAgain, changeBetween, type OpenTurn } from './turn.ts'

export interface StationDependencies {
  readonly journal: Journal
  readonly held: HeldMemory
  readonly clock: Clock
  /** Who stands here now. */
  readonly actor: () => Actor | null
  readonly plant: () => PlantSettings
  readonly workplace: () => Workplace
  readonly activity: () => void
  readonly log: Log
}

/**
 * This PC's station: one ordered queue, whichever station is open. Nothing is dropped and nothing overtakes. Every code
 * is in the journal before anything is told about it, and its outcome is written there before it is told.
 */
export function createStation(dependencies: StationDependencies) {
  const { held, clock, log } = dependencies
  const settle = createSettle(dependencies)
  const intake = createIntake({ ...dependencies, settle })
  const lane = createLane((error) => {
    const logId = log('station.bug', { error })
    announceNow('internal', { logId })
  })

  /** An answer to nothing that was read. */
  function announceNow(word: AnswerWord, params: Verdict['params']): void {
    held.announce(verdictOf(newId(clock.now()), clock.now(), '', word, { params }))
  }

  /** A key, a touch, a timer or a supervisor: the same queue as the codes. @param word whose timer it is */
  function input(given: InputWithoutCode, word?: StationWord): Promise<void> {
    const at = clock.now()
    return lane.enqueue(() => intake.receive(given, 'page', at, word))
  }

  /** Something that no code came of, in its turn: nothing is decided about it, so no journal keeps it. */
  function say(word: AnswerWord, params: Verdict['params'] = {}): Promise<void> {
    dependencies.activity()
    return lane.enqueue(async () => announceNow(word, params))
  }

  return {
    /** Before anything comes in. */
    use: intake.use,
    input,
    say,

    /** A code from a scanner or a keypad. */
    scan(code: Pick<ScannedCode, 'text' | 'scannerId'>): Promise<void> {
      dependencies.activity()
      // Its time is that of its reading, however long it waits for its turn.
      const at = clock.now()
      return lane.enqueue(() => intake.receiveCode(code, at))
    },

    /** A supervisor by password instead of a badge. */
    async supervise(supervisor: Operator, reason: string): Promise<void> {
      const offer = offeredNow(held.memory(), clock.now())
      if (offer === null) await say('nothing-to-acknowledge')
      else await input({ kind: 'supervise', supervisor, reason, offer })
    },

    /** Something that asks the database first (an order chosen on the page), in order with the scans. */
    inTurn: (decide: (turn: Turn) => Promise<void>): Promise<void> => lane.enqueue(() => intake.takePage(decide)),

    /** Takes in what a crash left unanswered, in order, before anything new. */
    replay: (entries: readonly JournalEntry[]): Promise<void> => lane.enqueue(() => intake.replay(entries)),

    /** The second answer of an entry whose act was kept. @param answered see `answerAgain` */
    late: (entry: JournalEntry, answer: (turn: OpenTurn) => void, answered: () => void): Promise<void> =>
      lane.enqueue(() => answerAgain({ held, settle }, entry, answer, answered)),

    /** Runs in the lane: what changes the memory late must not be kept in the middle of a scan. */
    later: (work: () => void | Promise<void>): Promise<void> =>
      lane.enqueue(() => changeBetween({ held, settle }, work)),

    memory: held.memory,
    idle: lane.idle,
    /** The state as it is, on the disk when it returns. */
    keep: (): Promise<void> => settle({ sync: true }),
  }
}

export type Station = ReturnType<typeof createStation>
