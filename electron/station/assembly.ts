import type { PlantSettings } from '../../shared/settings.ts'
import type { Actor, AnyAct, Operator, Workplace } from '../../shared/station/act.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import type { StationState, StationWord } from '../../shared/stations.ts'
import type { Clock } from '../clock/clock.ts'
import type { DatabaseLink } from '../database/database-link.ts'
import type { NoticeListener } from '../db/notices/notices.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log/log.ts'
import type { LabelledUnit } from '../printing/unit-labels.ts'
import { type Conflicts, createConflicts } from './conflicts.ts'
import { createConnection } from './connection.ts'
import { createCore } from './core.ts'
import { createHeldMemory } from './held-memory.ts'
import { createKnown } from './known.ts'
import { createKnownReader } from './known-reader.ts'
import { createNumbers } from './numbers.ts'
import { createPlantNotices } from './plant-notices.ts'
import type { Recalled } from './recall.ts'
import { createRouter } from './route.ts'
import type { AnyRun, AnySlice } from './slice.ts'
import { slices } from './slices.ts'
import { createStation } from './station.ts'
import { createSubmit } from './submit.ts'
import { createToldState } from './told-state.ts'
import type { OpenTurn } from './turn.ts'
import { writeAct } from './write-act.ts'
import { createWriter } from './writer.ts'

export interface StationDeskDependencies {
  readonly journal: Journal
  readonly link: Pick<DatabaseLink, 'database' | 'isAway' | 'missingIndexes' | 'session'>
  readonly clock: Clock
  readonly log: Log
  readonly plant: () => PlantSettings
  readonly workplace: () => Workplace
  /** The stations that this PC offers. */
  readonly offered: () => readonly StationWord[]
  readonly actor: () => Actor | null
  readonly activity: () => void
  readonly signOut: () => void
  /** The printed command: the screen is cleaned. */
  readonly clean: () => void
  readonly badge: (turn: OpenTurn, token: string) => Promise<void>
  readonly supervisorByBadge: (turn: OpenTurn, token: string) => Promise<Operator | null>
  /** Prints a unit's label; returns at once, and is heard of elsewhere. */
  readonly unitLabel?: (unit: LabelledUnit) => void
  readonly onVerdict: (verdict: Verdict) => void
  readonly onState: (state: StationState) => void
}

type Runs = Readonly<Record<StationWord, AnyRun>>

/**
 * Makes the parts of this PC's station and ties them: the slices need the queue and the writer, and both of them the
 * slices. Nothing comes in, is written or is told before the last part stands.
 */
export async function assembleStation(dependencies: StationDeskDependencies, { memory, aside }: Recalled) {
  const { journal, link, clock, log, plant, workplace, offered, onVerdict } = dependencies
  const here = () => workplace().station
  const orders = () => openOrders(held.shown().words, runs, offered())
  const submit = (turn: OpenTurn, act: AnyAct, warning?: string) => submits.submit(turn, act, warning)

  /** The slices set their timers, an order that was opened is read, and the page is told. */
  function changed(): void {
    for (const run of Object.values(runs)) run.settled?.()
    knownReader.look()
    toldState.tellSoon()
  }

  const held = createHeldMemory(memory, { onVerdict, onState: changed })
  const station = createStation({ ...dependencies, held })
  const conflicts = createConflicts({ station: here, log, counted: changed })
  const known = await createKnown({ journal, clock, log, orders, hours: () => plant().knownHours })
  const knownReader = createKnownReader({ known, clock, log, orders, changed, isAway: link.isAway, station: here })
  const writer = createWriter({
    session: () => connection.session(),
    write: (session, act, terms) => writeAct({ runs, conflicts }, session, act, terms),
    addConflict: conflicts.add,
    conflictOf: conflicts.find,
    now: clock.now,
    log,
  })
  const numbers = await createNumbers({
    ...{ held, onSession: writer.onSession, isAway: link.isAway, code: here },
    failed: (error) => log('numbers.failed', { error }),
    kept: { read: () => journal.mark.read('numbers'), write: (text) => journal.mark.write('numbers', text) },
  })
  const runs = openRuns((slice) =>
    createCore({
      ...{ slice, station, held, writer, link, clock, log, plant, workplace, submit, known, numbers },
      unitLabel: dependencies.unitLabel,
    }),
  )
  const submits = createSubmit({
    ...{ station, held, writer, slices, runs, isAway: link.isAway },
    onLanded: (act) => toldState.landed(act),
    onConflict: conflicts.countSoon,
  })
  const notices = createPlantNotices(log, listenerOf(runs, conflicts, here, link.isAway))
  const connection = createConnection({ link, runs, conflicts, numbers, knownReader, notices, writer })
  const toldState = createToldState({ ...dependencies, held, runs, conflicts, known, aside, kept: submits.kept })
  station.use(createRouter({ ...dependencies, held, slices, runs, submit, isAway: link.isAway }))

  return {
    ...{ held, station, conflicts, knownReader, writer, numbers, runs, submits, notices, connection, toldState },
    changed,
  }
}

/** Each slice with a core of its own. */
function openRuns(coreOf: (slice: AnySlice) => Parameters<AnySlice['open']>[0]): Runs {
  const opened = Object.values(slices).map((slice): [string, AnyRun] => [slice.word, slice.open(coreOf(slice))])
  return Object.fromEntries(opened) as Record<StationWord, AnyRun> // one for each row of the table
}

/** Of the stations that this PC offers: each may be opened while the database is away. */
function openOrders(
  words: Readonly<Record<StationWord, unknown>>,
  runs: Runs,
  offered: readonly StationWord[],
): readonly string[] {
  const orders = offered.flatMap((word) => runs[word].knows?.(words[word]) ?? [])
  return [...new Set(orders)]
}

/** What the plant's stations tell goes to every slice. */
function listenerOf(runs: Runs, conflicts: Conflicts, station: () => string, isAway: () => boolean): NoticeListener {
  return {
    onNotice(notice) {
      if (notice.what === 'conflicts' && notice.station === station()) conflicts.countSoon()
      for (const run of Object.values(runs)) run.noticed?.(notice)
    },
    onGap() {
      if (!isAway()) for (const run of Object.values(runs)) run.missed?.()
    },
  }
}
