import type { PlantSettings } from '../../shared/settings.ts'
import { type Actor, type AnyAct, isUndo } from '../../shared/station/act.ts'
import { paceTimes } from '../../shared/station/pace.ts'
import type { StationState, StationWord } from '../../shared/stations.ts'
import type { Clock } from '../clock/clock.ts'
import type { Conflicts } from './conflicts.ts'
import type { HeldMemory } from './held-memory.ts'
import type { Known } from './known.ts'
import type { AnyRun } from './slice.ts'
import { stationView } from './view.ts'

export interface ToldStateParts {
  readonly held: Pick<HeldMemory, 'shown'>
  readonly runs: Readonly<Record<StationWord, AnyRun>>
  /** Acts that were answered "kept here" and wait. */
  readonly kept: () => readonly AnyAct[]
  readonly conflicts: Pick<Conflicts, 'open'>
  readonly known: Pick<Known, 'view'>
  readonly aside: number
  readonly plant: () => PlantSettings
  readonly actor: () => Actor | null
  readonly clock: Clock
  readonly onState: (state: StationState) => void
}

/** Less than a frame; a state sent at once would be rendered before the verdict's frame is painted. */
const statePauseMs = 12

/** What the page is told of this station, and when. */
export function createToldState(parts: ToldStateParts) {
  const { held, runs, conflicts, known, aside, plant, clock } = parts
  /** Of this station's acts, for its pace. */
  let times: readonly number[] = []
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  function state(): StationState {
    return stationView({
      ...{ memory: held.shown(), runs, times, conflicts: conflicts.open(), aside },
      kept: parts.kept(),
      known: known.view(),
      plant: plant(),
      isSignedIn: parts.actor() !== null,
      now: clock.now(),
    })
  }

  return {
    state,

    /** A moment after the verdict: the page paints the banner first, and only then counts and lists. */
    tellSoon(): void {
      if (timer !== undefined || isClosed) return
      timer = setTimeout(() => {
        timer = undefined
        parts.onState(state())
      }, statePauseMs)
    },

    landed(act: AnyAct): void {
      if (!isUndo(act)) times = [...paceTimes(times, clock.now()), act.at]
    },

    close(): void {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
