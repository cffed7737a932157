import type { Verdict } from '../shared/answers.ts'
import type { OrderChoice } from '../shared/contract/production.ts'
import type { Workplace } from '../shared/domain/act.ts'
import type { PlantSettings } from '../shared/settings.ts'
import type { StationState } from '../shared/state.ts'
import type { Clock } from './clock.ts'
import type { DatabaseLink } from './database-link.ts'
import type { Database } from './db/client.ts'
import { watchOrders } from './db/order-watch.ts'
import { type ProductionTables, productionTables } from './db/production-tables.ts'
import type { StationOrder } from './db/station-orders.ts'
import type { Journal } from './journal/journal.ts'
import type { Log } from './log.ts'
import { choiceOf } from './order-choice.ts'
import { createPlaces, createTopUp, obtainPlaces } from './places.ts'
import { productionView } from './production-view.ts'
import { createProgress } from './progress.ts'
import { createStation, type Person, type Turn } from './station.ts'
import { freshMemory, type PendingAct, type StationMemory } from './station-memory.ts'
import { productionWorkflow } from './workflows/production.ts'
import type { ProductionContext } from './workflows/production-context.ts'
import { closeOrder, giveBackUnused, openOrder, setJob } from './workflows/production-order.ts'
import { entryOf, replayEnds } from './workflows/production-replay.ts'
import { submitAgain } from './workflows/production-submit.ts'
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
  /** A badge at this station when no supervisor's act is due: signs in or says why not. */
  readonly badge: (turn: Turn, token: string) => Promise<void>
  readonly supervisorByBadge: (
    token: string,
  ) => Promise<{ readonly person: Person } | { readonly word: Verdict['word'] }>
  readonly onVerdict: (verdict: Verdict) => void
  readonly onState: (state: StationState) => void
}

const refreshPauseMs = 150
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
  let offer: { readonly kind: 'undo' } | null = null
  let halfTimer: NodeJS.Timeout | undefined
  let stateTimer: NodeJS.Timeout | undefined
  let refreshTimer: NodeJS.Timeout | undefined
  let closed = false

  const writer = createWriter({
    session: link.session,
    write: (session, act, durable) => need(tables).acts.write(session, act, durable),
    async findPlace(session, act) {
      const unit = act.kind === 'undo' ? act.undoes : act
      const unwritten = () =>
        writer
          .waiting()
          .filter(
            (one) =>
              one.kind === 'register' &&
              one.act !== act.act &&
              one.order_number === unit.order_number &&
              one.lote === unit.lote,
          ).length
      const none = await obtainPlaces(
        need(tables).rooms,
        places,
        (work) => work(session),
        unit,
        act.workplace.station,
        unwritten,
      )
      // The act takes its place in its own transaction; here it is only taken out of what the station believes to hold.
      if (none === null)
        return places.reserve(unit)
          ? null
          : { word: 'places-held', params: { order: unit.order_number, lote: unit.lote } }
      return { word: none.word, params: { order: unit.order_number, lote: unit.lote } }
    },
    addConflict: (act, word, params) => need(tables).conflicts.add(act, word, params),
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
    refreshOrder: refreshSoon,
    setOpened: (order) => {
      opened = order
    },
    openBatch: () =>
      opened?.order.batches.find((batch) => batch.batch_number === station.memory().production.lote) ?? null,
    offer: {
      current: () => offer,
      set: (next) => {
        offer = next
      },
    },
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
      const due = offer !== null || station.memory().production.blocked?.supervisorCan !== undefined
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
    halfTimer = setTimeout(() => void station.input('half-expired'), Math.max(due, 0) + 1)
  }

  function refreshSoon(order_number: string): void {
    if (station.memory().production.order?.order_number !== order_number || refreshTimer !== undefined || closed) return
    refreshTimer = setTimeout(() => {
      refreshTimer = undefined
      void refresh().catch((error: unknown) => log('order.refresh-failed', { error }))
    }, refreshPauseMs)
  }

  async function refresh(): Promise<void> {
    const number = station.memory().production.order?.order_number
    if (number === undefined || tables === null) return
    const [found, read] = await Promise.all([
      tables.orders.find(number),
      tables.progress.ofOrder(number, workplace().station),
    ])
    const { production, batchStarted } = station.memory()
    if (found === null || production.order?.order_number !== number) return
    opened = found
    if (progress.lotes().length === 0) progress.open(read)
    else progress.refresh(read)
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
        onOrder: refreshSoon,
        onAsked: (batch) => {
          if (places.held(batch) > 0) giveBackUnused(context, batch)
        },
      })
    }
    conflicts = await need(tables).conflicts.countOpen(workplace().station)
    await refresh()
    changed()
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
      clearTimeout(refreshTimer)
      watch?.close()
      await station.idle()
      if (!link.isAway()) await Promise.race([writer.drained(), new Promise((resolve) => setTimeout(resolve, 2000))])
      writer.stop()
      await journal.settle(station.memory(), { sync: true })
    },
  }
}

export type ProductionDesk = Awaited<ReturnType<typeof createProductionDesk>>

function need(tables: ProductionTables | null): ProductionTables {
  if (tables === null) throw new Error('used before the database was reached')
  return tables
}
