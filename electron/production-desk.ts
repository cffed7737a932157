import type { Verdict } from '../shared/answers.ts'
import type { OrderChoice } from '../shared/contract/production.ts'
import type { Workplace } from '../shared/domain/act.ts'
import type { Params } from '../shared/result.ts'
import type { PlantSettings } from '../shared/settings.ts'
import type { StationState } from '../shared/state.ts'
import type { Clock } from './clock.ts'
import type { DatabaseLink } from './database-link.ts'
import type { Database } from './db/client.ts'
import { watchOrders } from './db/order-watch.ts'
import { type ProductionTables, productionTables } from './db/production-tables.ts'
import type { BatchName } from './db/rooms.ts'
import type { StationOrder } from './db/station-orders.ts'
import type { Journal } from './journal/journal.ts'
import type { Log } from './log.ts'
import { choiceOf } from './order-choice.ts'
import { createOrderRefresh } from './order-refresh.ts'
import { createPlaces, createTopUp, placeFor } from './places.ts'
import type { VerifiedUnit } from './printing/unit-labels.ts'
import { productionView } from './production-view.ts'
import { createProgress } from './progress.ts'
import { createStation, type Person, type Turn } from './station.ts'
import { freshMemory, type PendingAct, type StationMemory } from './station-memory.ts'
import { productionWorkflow } from './workflows/production.ts'
import type { Offer, ProductionContext } from './workflows/production-context.ts'
import { closeOrder, giveBackUnused, openOrder, setJob } from './workflows/production-order.ts'
import { entryOf, replayEnds } from './workflows/production-replay.ts'
import { submitAgain } from './workflows/production-submit.ts'
import { takenBy } from './workflows/production-taken.ts'
import { createWriter } from './writer.ts'

export interface ProductionDeskDependencies {
  readonly journal: Journal<StationMemory, PendingAct>
  readonly link: Pick<DatabaseLink, 'database' | 'isAway' | 'missingIndexes' | 'session'>
  readonly clock: Clock
  readonly log: Log
  readonly plant: () => PlantSettings
  readonly workplace: () => Workplace
  readonly person: () => Person | null
  readonly activity: () => void
  readonly signOut: () => void
  /** The printed command: the screen is cleaned. */
  readonly clean: () => void
  /** A badge at this station when no supervisor's act is due: signs in or says why not. */
  readonly badge: (turn: Turn, token: string) => Promise<void>
  readonly supervisorByBadge: (
    token: string,
  ) => Promise<{ readonly person: Person } | { readonly word: Verdict['word'] }>
  /** A verified unit gets its label; returns at once. */
  readonly unitLabel?: (unit: VerifiedUnit) => void
  readonly onVerdict: (verdict: Verdict) => void
  readonly onState: (state: StationState) => void
}

/** Less than a frame; a state sent at once would be rendered before the verdict's frame is painted. */
const statePauseMs = 12

/** Puts the production station together: queue, journal, writer, places, rule and view. */
export async function createProductionDesk(dependencies: ProductionDeskDependencies) {
  const { journal, link, clock, log, plant, workplace } = dependencies
  const kept = await journal.state()
  const pending = await journal.pending()
  journal.continueAfter(Math.max(kept?.seq ?? 0, ...pending.map(({ seq }) => seq)))
  const places = createPlaces()
  const progress = createProgress()
  let tables: ProductionTables | null = null
  let watched: Database | null = null
  let watch: { readonly close: () => void } | null = null
  let opened: StationOrder | null = null
  let conflicts = 0
  let offer: Offer | null = null
  let halfTimer: NodeJS.Timeout | undefined
  let stateTimer: NodeJS.Timeout | undefined
  let closed = false

  const writer = createWriter({
    // Never before the repositories stand on this connection: the writer would take their absence for a bug.
    session: async () => (tables !== null && watched === link.database() ? link.session() : null),
    write: (session, act, terms) => need(tables).acts.write(session, act, terms),
    async findPlace(session, act) {
      const none = await placeFor(need(tables).rooms, places, writer.unwritten, session, act)
      // This station believed to hold a place that was given back: as in `production-unit.ts`.
      return none === null || act.kind !== 'register' ? none : ((await takenBy(need(tables).acts, act)) ?? none)
    },
    addConflict: async (act, word, params) => need(tables).conflicts.add(act, word, params),
    log,
  })

  const station = createStation({
    journal,
    memory: kept ?? freshMemory(workplace().puesto),
    clock,
    person: dependencies.person,
    activity: dependencies.activity,
    log,
    onVerdict: dependencies.onVerdict,
    onState: changed,
  })
  places.restore(station.memory().places)

  const topUp = createTopUp(
    () => tables?.rooms ?? null,
    places,
    writer.onSession,
    () => workplace().station,
  )
  const orderRefresh = createOrderRefresh(
    () => void refresh().catch((error: unknown) => log('order.refresh-failed', { error })),
  )
  const context: ProductionContext = {
    station,
    journal,
    writer,
    places,
    progress,
    link,
    tables: () => tables,
    plant,
    workplace,
    clock,
    log,
    signOut: dependencies.signOut,
    clean: dependencies.clean,
    refreshOrder: () => orderRefresh.soon(false),
    setOpened: (order) => {
      opened = order
    },
    openBatch: () =>
      opened?.order.batches.find((batch) => batch.batch_number === station.memory().production.lote) ?? null,
    offer: {
      current: () => (offer !== null && clock.now() < offer.until ? offer : null),
      set: (next) => {
        offer = next
      },
    },
    unitLabel: dependencies.unitLabel,
    topUp: (batch) => void topUp(batch).catch((error: unknown) => log('top-up.failed', { error })),
    onConflict: () => {
      conflicts += 1
    },
  }
  const workflow = productionWorkflow(context)
  station.use({
    onCode: workflow.onCode,
    onInput: workflow.onInput,
    async onBadge(turn, token) {
      const due = context.offer.current() !== null || station.memory().production.blocked?.supervisorCan !== undefined
      if (!due || turn.person === null) return dependencies.badge(turn, token)
      const supervisor = await dependencies.supervisorByBadge(token)
      if ('word' in supervisor) turn.answer(supervisor.word)
      else await workflow.supervised(turn, supervisor.person, 'over-quantity')
    },
  })

  function state(): StationState {
    return productionView({
      memory: station.memory(),
      opened,
      progress,
      waiting: writer.waiting(),
      kept: writer.kept(),
      conflicts,
      plant: plant(),
      signedIn: dependencies.person() !== null,
      now: clock.now(),
    })
  }

  /** A moment after the verdict: the page paints the banner first, and only then counts and lists. */
  function changed(): void {
    watchHalf()
    if (stateTimer !== undefined || closed) return
    stateTimer = setTimeout(() => {
      stateTimer = undefined
      dependencies.onState(state())
    }, statePauseMs)
  }

  function watchHalf(): void {
    clearTimeout(halfTimer)
    const { half, blocked } = station.memory().production
    if (half === null || blocked !== null || closed) return
    const due = half.at + plant().halfSeconds * 1000 - clock.now()
    // Looked at again after it: the measured offset of the clock may have moved by a little meanwhile.
    halfTimer = setTimeout(() => void station.input('half-expired').then(changed), Math.max(due, 0) + 1)
  }

  function orderChanged(id: string, onlyFigures: boolean): void {
    const number = station.memory().production.order?.order_number
    if (opened?.id === id && opened.facts.order_number === number) orderRefresh.soon(onlyFigures)
  }

  async function refresh(): Promise<void> {
    const number = station.memory().production.order?.order_number
    if (number === undefined || tables === null) return
    const before = progress.writes()
    const found = await tables.orders.find(number)
    if (found === null) return
    const read = await tables.progress.ofOrder(found.order, workplace().station)
    const { production, batchStarted } = station.memory()
    if (production.order?.order_number !== number) return
    opened = found
    // Nothing of this station was on its way while it was read: what was read is all there is.
    const isQuiet = progress.writes() === before && writer.waiting().length === 0
    progress.refresh(number, read, isQuiet)
    const planned = found.order.batches.find((batch) => batch.batch_number === production.lote)
    station.change({
      production: { ...production, order: found.facts },
      batchStarted: planned === undefined ? batchStarted : planned.start_date !== null,
    })
    changed()
  }

  /** The database was reached (again): what depends on the connection is made, what waited goes on. */
  async function connected(): Promise<void> {
    const database = link.database()
    if (database === null || closed) return
    if (watched !== database) {
      watched = database
      watch?.close()
      tables = productionTables(database.collections)
      watch = watchOrders(database, log, {
        onOrder: orderChanged,
        // Half of what is held, so that a station that works keeps some; one that has another batch open keeps none.
        onAsked: (batch) => giveBackUnused(context, batch, isOpen(batch) ? Math.floor(places.held(batch) / 2) : 0),
      })
    }
    writer.tryAgain()
    conflicts = await need(tables).conflicts.countOpen(workplace().station)
    for (const batch of await need(tables).rooms.heldBatches(workplace().station)) {
      if (!isOpen(batch)) giveBackUnused(context, batch)
    }
    await refresh()
    changed()
  }

  function isOpen({ order_number, lote }: BatchName): boolean {
    const { production } = station.memory()
    return production.order?.order_number === order_number && production.lote === lote
  }

  for (const one of pending)
    submitAgain(context, station.turnFor(entryOf(one)), one.pending.act, replayEnds(context, one.pending.act))
  void station.replay()

  const { say } = workflow
  return {
    station,
    state,
    connected,
    changed,
    openOrder: (number: string, lote: number | null) =>
      station.act((turn) => openOrder(context, turn, say, number, lote)),
    closeOrder: () => station.act((turn) => closeOrder(context, turn, say)),
    setJob: (job: StationState['job']) => station.act((turn) => setJob(context, turn, say, job)),
    /** Says something in order with the scans: the banner shows the newest answer. */
    answerLater: (word: Verdict['word'], params: Params) =>
      void station.act(async (turn) => void turn.answer(word, { params })),
    /** Somebody else stands there now: what a supervisor's badge was offered for is over. */
    personChanged(): void {
      offer = null
      changed()
    },
    supervised: (supervisor: Person, reason: string) =>
      station.act((turn) => workflow.supervised(turn, supervisor, reason)),
    async choices(): Promise<OrderChoice[]> {
      return (await need(tables).orders.ofLine(workplace().linea)).map(choiceOf)
    },
    conflicts: () => need(tables).conflicts.listOpen(workplace().station),
    async resolveConflict(id: string, by: string, reason: string): Promise<boolean> {
      const resolved = await need(tables).conflicts.resolve(id, by, reason)
      conflicts = await need(tables).conflicts.countOpen(workplace().station)
      changed()
      return resolved
    },
    /** Ends cleanly: gives back places while the database is there; what waits stays in the journal. */
    async close(): Promise<void> {
      closed = true
      clearTimeout(halfTimer)
      orderRefresh.stop()
      watch?.close()
      await station.idle()
      if (!link.isAway()) {
        giveBackUnused(context)
        await Promise.race([writer.drained(), new Promise((resolve) => setTimeout(resolve, 2000))])
      }
      writer.stop()
      await station.idle()
      station.change({ places: places.snapshot() })
      await journal.settle(station.memory(), { sync: true })
    },
  }
}

export type ProductionDesk = Awaited<ReturnType<typeof createProductionDesk>>

function need(tables: ProductionTables | null): ProductionTables {
  if (tables === null) throw new Error('used before the database was reached')
  return tables
}
