import { acknowledged } from '../../../shared/domain/production.ts'
import type { ProductionAct, ProductionUndo } from '../../../shared/domain/production-acts.ts'
import { type BatchDone, lacksPlace, productionEnds } from '../../../shared/domain/production-ends.ts'
import { freshProduction, type ProductionState } from '../../../shared/domain/production-state.ts'
import { isUndo } from '../../../shared/station/act.ts'
import type { End, StationCore, StationRun, StationSlice } from '../../station/slice.ts'
import { figuresOf, keepPlaces, type ProductionContext, productionContext, productionTables } from './context.ts'
import { learn } from './learn.ts'
import { giveBackUnused, openOrder, setJob, unfinished } from './order.ts'
import { choiceOf } from './order-choice.ts'
import { createOrderRefresh } from './order-refresh.ts'
import { productionPaper } from './paper.ts'
import { connected, missed, noticed, refreshOrder } from './refresh.ts'
import { halfExpired, onCode, onCommand, onSupervised, onTimer, productionCommands } from './scan.ts'
import { productionActSchema, productionStateSchema } from './schema.ts'
import { productionExpects, productionWork } from './view.ts'
import { required, writeAct } from './write.ts'

/** The production station: registers units at station 1 of a line, reads them again at station 2. */
export const production = {
  word: 'production',
  state: {
    version: 1,
    schema: productionStateSchema,
    fresh: ({ puesto }) => freshProduction(puesto),
    forget: (state) => ({ ...state, lastAccepted: null, batchStarted: false, places: {} }),
    acknowledged,
  },
  act: productionActSchema,
  ends: productionEnds,
  paper: productionPaper,
  open,
} satisfies StationSlice<'production', ProductionState, ProductionAct, BatchDone | null>

function open(core: StationCore<ProductionState, ProductionAct>) {
  const refreshes = createOrderRefresh(() => {
    refreshOrder(context).catch((error: unknown) => core.log('order.refresh-failed', { error }))
  })
  const context = productionContext(core, refreshes)
  const half = halfTimer(context)
  return {
    commands: productionCommands,
    onCode: onCode.bind(null, context),
    onCommand: onCommand.bind(null, context),
    onTimer: async (turn, name) => onTimer(context, turn, name),
    onSupervised: onSupervised.bind(null, context),
    write: writeAct.bind(null, context),
    reverse: (session, undo, terms) => required(context.tables()).acts.reverse(session, undo, terms),
    figures: (act) => figuresOf(context, act),
    landed: (act) => context.progress.written(act),
    ended: (act: ProductionAct | ProductionUndo, end: End) => ended(context, act, end),
    expects: (state) => productionExpects(context, state),
    work: (state) => productionWork(context, state),
    // Only who reads units again answers for what others registered.
    knows: ({ job, order }) => (job === 'verify' && order !== null ? [order.order_number] : []),
    mayLeave: unfinished,
    uses: (database) => context.setTables(productionTables(database.collections)),
    connected: () => connected(context),
    noticed: (notice) => noticed(context, notice),
    missed() {
      missed(context).catch((error: unknown) => core.log('order.refresh-failed', { error }))
    },
    left() {
      context.places.forget()
      context.forgetOpened()
    },
    settled: half.set,
    async close() {
      half.stop()
      refreshes.stop()
      if (!core.link.isAway()) giveBackUnused(context)
    },

    /** The line's open orders, for whoever chooses by touch. */
    async choices() {
      const { linea } = core.workplace()
      return linea === null ? [] : (await required(context.tables()).orders.ofLine(linea)).map(choiceOf)
    },
    openOrder: (number: string, lote: number | null) => core.inTurn((turn) => openOrder(context, turn, number, lote)),
    startWith: (job: ProductionState['job']) => core.later(() => core.change({ job })),
    /** The job that this PC's settings say. */
    setJob: (job: ProductionState['job']) => core.inTurn(async (turn) => setJob(context, turn, job)),
  } satisfies StationRun<ProductionState, ProductionAct, BatchDone | null> & Readonly<Record<string, unknown>>
}

/** What an act does beside the state: its place goes back, the next block is fetched, a verified unit gets its label. */
function ended(context: ProductionContext, act: ProductionAct | ProductionUndo, end: End): void {
  const { core, places } = context
  const { how, word, wasKept } = end
  learn(context, act, end)
  if (isUndo(act)) {
    if (how === 'written') {
      if (takesHeldPlace(act.undoes)) places.release(act.undoes.subject)
      context.refreshes.soon(false)
    }
  } else if (act.kind === 'register') {
    if (how === 'written') context.topUp(act.subject)
    // Where there was no place, none goes back: the next unit would be promised one that is not there.
    if (how === 'refused' && takesHeldPlace(act) && !lacksPlace(word)) places.release(act.subject)
  } else if (how !== 'refused' && !wasKept) {
    // A kept one had its label when its operator was told.
    const { imei, iccid, order_number, lote } = act.subject
    const { brand, nro_referencia } = act.facts
    core.unitLabel({ imei, iccid, order_number, lote, brand, nro_referencia, at: act.at })
  }
  keepPlaces(context)
}

/** A unit over the quantity takes a place that was added for it. */
function takesHeldPlace(act: ProductionAct): boolean {
  return act.kind === 'register' && act.facts.override === null
}

/** A waiting half stops the line when its time is over; looked at after every turn. */
function halfTimer({ core }: ProductionContext) {
  let timer: NodeJS.Timeout | undefined
  return {
    set(): void {
      clearTimeout(timer)
      const { half } = core.state()
      if (half === null || core.standing() !== null) return
      const due = half.at + core.plant().halfSeconds * 1000 - core.clock.now()
      // Looked at again after it: the measured offset of the clock may have moved by a little meanwhile.
      timer = setTimeout(() => void core.timer(halfExpired), Math.max(due, 0) + 1)
    },
    stop: (): void => clearTimeout(timer),
  }
}
