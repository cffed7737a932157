import type { Verdict } from '../../shared/station/answer.ts'
import type { AnswerWord } from '../../shared/stations.ts'
import { lineOf, printable, verdictOf } from './answered.ts'
import type { JournalEntry } from './entry.ts'
import { type StationMemory, withLine } from './memory.ts'
import type { AnswerExtras } from './slice.ts'

export interface HeldMemoryParts {
  readonly onVerdict: (verdict: Verdict) => void
  readonly onState: () => void
}

/** The memory as it is in the middle of a turn, and as the page is shown it. */
export function createHeldMemory(recalled: StationMemory, { onVerdict, onState }: HeldMemoryParts) {
  let memory = recalled
  /** Never a decision that is not in the journal yet. */
  let shown = recalled

  /** In a turn, in `late` or in `later` alone. */
  function change(part: Partial<StationMemory>): void {
    memory = { ...memory, ...part }
  }

  function publish(): void {
    shown = memory
    onState()
  }

  return {
    memory: (): StationMemory => memory,
    shown: (): StationMemory => shown,
    change,
    publish,

    /** What a turn has changed since was never decided. */
    returnTo(before: StationMemory): void {
      memory = before
    },

    /** Tells an answer, and shows what is held. What it came of is in the journal by now. */
    announce(verdict: Verdict): void {
      change({ last: verdict })
      onVerdict(verdict)
      publish()
    },

    /** Puts the answer into the memory; it is told when the turn is in the journal. */
    remember(entry: JournalEntry, word: AnswerWord, extras: AnswerExtras): Verdict {
      const code = entry.input.kind === 'code' ? printable(entry.input.text) : ''
      const verdict = verdictOf(entry.scanId, entry.at, code, word, extras)
      if (verdict.blocks) {
        const { scanId, at, params } = verdict
        const of = entry.word ?? ''
        change({ standing: { of, scanId, at, word, params, code, offer: extras.offer ?? null } })
      }
      const isListed = entry.input.kind === 'code' || (entry.input.kind === 'supervise' && extras.subject !== undefined)
      if (isListed) change({ recent: withLine(memory.recent, lineOf(verdict, extras)) })
      return verdict
    },
  }
}

export type HeldMemory = ReturnType<typeof createHeldMemory>
