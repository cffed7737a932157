import type { PlantSettings } from '../../shared/settings.ts'
import type { Actor, AnyAct, Operator, Workplace } from '../../shared/station/act.ts'
import { isUndo } from '../../shared/station/act.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import { paceTimes } from '../../shared/station/pace.ts'
import type { StationState, StationWord } from '../../shared/stations.ts'
import type { Clock } from '../clock/clock.ts'
import type { DatabaseLink } from '../database/database-link.ts'
import { type ConflictsRepository, conflictsRepository } from '../db/acts/conflicts.ts'
import { type WriteTerms, type Written, written } from '../db/acts/written.ts'
import type { Database, DatabaseSession } from '../db/connection/client.ts'
import { numbersRepository } from '../db/leases/numbers.ts'
import { knownUnitsRepository } from '../db/orders/known-units.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log/log.ts'
import type { LabelledUnit } from '../printing/unit-labels.ts'
import { wordOf } from './act-ends.ts'
import { createCore } from './core.ts'
import { entryOfKept } from './entry.ts'
import { createHeldMemory } from './held-memory.ts'
import { createKnown } from './known.ts'
import { freshMemory } from './memory.ts'
import { createNumbers } from './numbers.ts'
import { createPlantNotices } from './plant-notices.ts'
import { recall } from './recall.ts'
import { createRouter } from './route.ts'
import type { AnyRun, AnySlice } from './slice.ts'
import { type RunOf, slices } from './slices.ts'
import { createStation } from './station.ts'
import { createSubmit } from './submit.ts'
import type { OpenTurn } from './turn.ts'
import { stationView } from './view.ts'
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

/** Less than a frame; a state sent at once would be rendered before the verdict's frame is painted. */
const statePauseMs = 12
/** What waits goes on at the next start; nobody waits longer for the end of the program, ms. */
const drainMs = 2000

/** Puts this PC's station together: journal, queue, writer, the slices, and what the page is shown of them. */
export async function createStationDesk(dependencies: StationDeskDependencies) {
  const { journal, link, clock, log, plant, workplace } = dependencies
  const recalled = await recall(journal, { workplace: workplace(), plant: plant(), offered: dependencies.offered() })
  let database: Database | null = null
  let conflicts: ConflictsRepository | null = null
  let openConflicts = 0
  let times: readonly number[] = []
  let stateTimer: NodeJS.Timeout | undefined
  let isClosed = false

  const known = await createKnown({
    ...{ journal, clock, log, isAway: link.isAway, changed },
    station: () => workplace().station,
    hours: () => plant().knownHours,
    orders: openOrders,
  })
  const held = createHeldMemory(recalled.memory, { onVerdict: dependencies.onVerdict, onState: changed })
  const station = createStation({
    ...{ journal, held, clock, plant, workplace, log },
    ...{ actor: dependencies.actor, activity: dependencies.activity },
  })
  const writer = createWriter({
    // Never before the slices stand on this connection: the writer would take their absence for a bug.
    session: async () => (database !== null && database === link.database() ? link.session() : null),
    write,
    addConflict: async (act, word, params) => required(conflicts).add(act, word, params),
    conflictOf: async ({ act }) => required(conflicts).find(act),
    now: clock.now,
    log,
  })
  const numbers = await createNumbers({
    ...{ held, onSession: writer.onSession, isAway: link.isAway },
    code: () => workplace().station,
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
    onLanded(act) {
      if (!isUndo(act)) times = [...paceTimes(times, clock.now()), act.at]
    },
    onConflict: () => countConflictsSoon(),
  })
  const notices = createPlantNotices(log, {
    onNotice(notice) {
      if (notice.what === 'conflicts' && notice.station === workplace().station) countConflictsSoon()
      for (const run of Object.values(runs)) run.noticed?.(notice)
    },
    onGap() {
      if (!link.isAway()) for (const run of Object.values(runs)) run.missed?.()
    },
  })
  station.use(
    createRouter({
      ...{ held, slices, runs, submit },
      offered: dependencies.offered,
      isAway: link.isAway,
      signOut: dependencies.signOut,
      clean: dependencies.clean,
      badge: dependencies.badge,
      supervisorByBadge: dependencies.supervisorByBadge,
    }),
  )

  function submit(turn: OpenTurn, act: AnyAct, warning?: string): Promise<void> {
    return submits.submit(turn, act, warning)
  }

  function state(): StationState {
    return stationView({
      ...{ memory: held.shown(), runs, times, conflicts: openConflicts, aside: recalled.aside },
      kept: submits.kept(),
      known: known.view(),
      plant: plant(),
      isSignedIn: dependencies.actor() !== null,
      now: clock.now(),
    })
  }

  /** A moment after the verdict: the page paints the banner first, and only then counts and lists. */
  function changed(): void {
    for (const run of Object.values(runs)) run.settled?.()
    known.look()
    if (stateTimer !== undefined || isClosed) return
    stateTimer = setTimeout(() => {
      stateTimer = undefined
      dependencies.onState(state())
    }, statePauseMs)
  }

  /** An act in its slice's transaction. What was refused and taken back before it landed is nobody's conflict any more. */
  async function write(session: DatabaseSession, act: AnyAct, terms: WriteTerms): Promise<Written> {
    const run = runs[wordOf(act)]
    if (!isUndo(act)) return run.write(session, act, terms)
    const { undoes, operator } = act
    const isSettled = terms.isKept && (await required(conflicts).resolve(undoes.act, operator.employee_id, 'undone'))
    if (!isSettled) return run.reverse(session, act, terms)
    await countConflicts()
    return written(act)
  }

  function countConflictsSoon(): void {
    countConflicts().catch((error: unknown) => log('conflicts.not-counted', { error }))
  }

  async function countConflicts(): Promise<void> {
    openConflicts = await required(conflicts).countOpen(workplace().station)
    changed()
  }

  /** Of the stations that this PC offers: each may be opened while the database is away. */
  function openOrders(): readonly string[] {
    const { words } = held.shown()
    const orders = dependencies.offered().flatMap((word) => runs[word].knows?.(words[word]) ?? [])
    return [...new Set(orders)]
  }

  /** The database was reached (again): what depends on the connection is made, what waited goes on. */
  async function connected(): Promise<void> {
    const now = link.database()
    if (now === null || isClosed) return
    conflicts = conflictsRepository(now.collections)
    await numbers.connect(numbersRepository(now.collections))
    for (const run of Object.values(runs)) run.uses?.(now)
    database = now
    known.connect(knownUnitsRepository(now.collections))
    notices.connect(now)
    await writer.tryAgain()
    for (const run of Object.values(runs)) await run.connected?.()
    await countConflicts()
  }

  for (const { seq, act } of recalled.kept) submits.submitAgain(entryOfKept(seq, act, plant()), act)
  void station.replay(recalled.unanswered)

  return {
    station,
    state,
    connected,
    changed,
    /** The slice's own, for the commands of its page. */
    at: <Word extends StationWord>(word: Word): RunOf<Word> => runs[word] as RunOf<Word>, // opened from the same row
    /** Somebody else stands there now: what a supervisor's badge was offered for besides is over; a refusal still stands. */
    async personChanged(): Promise<void> {
      await station.later(() => {
        held.change({ offer: null })
        chooseFor(dependencies.actor())
      })
    },
    /** This PC is leaving its database: nothing of what was open, counted or leased there is true of another. */
    async databaseLeft(): Promise<void> {
      await station.later(async () => {
        const { seq } = held.memory()
        held.change({ ...freshMemory(workplace(), dependencies.offered()), seq })
        for (const run of Object.values(runs)) run.left?.()
        await Promise.all([known.forget(), numbers.forget()])
      })
    },
    /** A supervisor by password instead of a badge. */
    supervised: station.supervise,
    conflicts: () => required(conflicts).listOpen(workplace().station),
    async resolveConflict(id: string, by: string, reason: string): Promise<boolean> {
      const resolved = await required(conflicts).resolve(id, by, reason)
      await countConflicts()
      return resolved
    },
    /** Ends cleanly: the slices give back what they hold while the database is there; what waits stays in the journal. */
    async close(): Promise<void> {
      isClosed = true
      known.close()
      notices.close()
      clearTimeout(stateTimer)
      await station.idle()
      for (const run of Object.values(runs)) await run.close?.()
      if (!link.isAway()) await Promise.race([writer.drained(), new Promise((resolve) => setTimeout(resolve, drainMs))])
      writer.stop()
      await station.idle()
      await station.keep()
    },
  }

  /** Whoever has one station here is at it; whoever has another than the open one chooses, where that may be left. */
  function chooseFor(actor: Actor | null): void {
    const { word, words, standing } = held.memory()
    if (actor === null || actor.stations.length === 0 || (word !== null && actor.stations.includes(word))) return
    // First acknowledged, where it was said.
    if (standing !== null) return
    if (word !== null && runs[word].mayLeave(words[word]) !== null) return
    const [only, other] = dependencies.offered().filter((offered) => actor.stations.includes(offered))
    held.change({ word: other === undefined ? (only ?? null) : null })
  }
}

export type StationDesk = Awaited<ReturnType<typeof createStationDesk>>

/** Each slice with a core of its own. */
function openRuns(coreOf: (slice: AnySlice) => Parameters<AnySlice['open']>[0]): Readonly<Record<StationWord, AnyRun>> {
  const opened = Object.values(slices).map((slice): [string, AnyRun] => [slice.word, slice.open(coreOf(slice))])
  return Object.fromEntries(opened) as Record<StationWord, AnyRun> // one for each row of the table
}

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Error('used before the database was reached')
  return value
}
