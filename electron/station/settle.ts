import type { Journal, StateChange } from '../journal/journal.ts'
import type { Log } from '../log/log.ts'
import type { HeldMemory } from './held-memory.ts'
import { storedState } from './stored.ts'

export interface SettleParts {
  readonly journal: Pick<Journal, 'settle'>
  readonly held: Pick<HeldMemory, 'memory'>
  readonly log: Log
}

/** Writes what is held into the journal, with what became kept, or was written, in a turn. */
export type Settle = (change: StateChange) => Promise<void>

/**
 * Where the disk refuses the state, the entry itself is in the journal: after a crash it is decided again, with the same
 * ids. So what was decided stands, and the next state that the disk takes has it all: also the kept acts of those that it
 * refused, which no entry would bring back then.
 */
export function createSettle({ journal, held, log }: SettleParts): Settle {
  /** What became kept, or was written, and is in no journal yet. */
  let owed: Required<Pick<StateChange, 'adds' | 'removes'>> = { adds: [], removes: [] }

  return async function settle({ adds = [], removes = [], sync = false }) {
    owed = { adds: [...owed.adds, ...adds], removes: [...owed.removes, ...removes] }
    const memory = held.memory()
    try {
      await journal.settle(memory.seq, storedState(memory), { ...owed, sync: sync || owed.adds.length > 0 })
      owed = { adds: [], removes: [] }
    } catch (error) {
      log('journal.state-not-kept', { error })
    }
  }
}
