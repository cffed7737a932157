import type { Database } from '../../electron/db/connection/client.ts'
import type { StationCore, StationRun, StationSlice, Turn } from '../../electron/station/slice.ts'
import type { Barcode } from '../../shared/domain/barcode/barcode.ts'
import type { NumberedSubject, UnitSubject } from '../../shared/station/subject.ts'
import { unitSubjectSchema } from '../../shared/station/subject-schema.ts'
import { type CountAct, type TrialAct, trialActSchema, trialStateSchema } from './acts.ts'
import { freshTrial, type TrialState } from './facts.ts'
import { trialEnds, trialExpects, unitRefusal } from './rule.ts'
import { boxNumbers, packUnits, trialWrites } from './write.ts'

type Core = StationCore<TrialState, TrialAct>

const blockSize = 5
const own = { word: 'trialbench', reversible: true, instead: null } as const
const commands = {
  TARE: { name: 'Tare', does: '0' },
  NEXT: { name: 'Next', does: '+' },
  CLOSE: { name: 'Close', does: 'x' },
}

export const moreSlices = {
  trialbench: {
    word: 'trialbench',
    state: {
      version: 1,
      schema: trialStateSchema,
      fresh: () => freshTrial,
      forget: (state) => state,
      acknowledged: (state) => state,
    },
    act: trialActSchema,
    ends: trialEnds,
    followUp: packUnits,
    paper: { es: { title: 'Prueba', commands }, en: { title: 'Trial', commands } },
    open,
  } satisfies StationSlice<'trialbench', TrialState, TrialAct, null>,
}

function open(core: Core) {
  let writes: ReturnType<typeof trialWrites> | null = null
  const required = () => {
    if (writes === null) throw new Error('used before the database was reached')
    return writes
  }
  return {
    commands: ['TARE', 'NEXT', 'CLOSE', 'REJECT'],
    onCode: (turn, barcode) => onCode(core, turn, barcode),
    onCommand: (turn, command) => onCommand(core, turn, command),
    async onSupervised(turn, { facts }) {
      await count(core, turn, unitSubjectSchema.parse(facts))
    },
    write: (session, act, terms) => required().write(session, act, terms),
    reverse: (session, undo, terms) => required().reverse(session, undo, terms),
    figures: () => null,
    expects: trialExpects,
    work: (state) => state,
    mayLeave: ({ box }) => (box === null ? null : { word: 'bench-box-open', params: { number: box } }),
    uses(database: Database) {
      writes = trialWrites(database.collections)
    },
    async connected() {
      core.numbers.prepare(boxNumbers, blockSize)
    },
    knows: ({ order }) => (order === null ? [] : [order]),
  } satisfies StationRun<TrialState, TrialAct, null>
}

async function onCode(core: Core, turn: Turn, barcode: Barcode): Promise<void> {
  const state = core.state()
  if (barcode.kind === 'order') {
    if (state.carton !== null) return void turn.answer('bench-nothing')
    const carton = `TC-${turn.id(0).slice(0, 12)}`
    core.change({ order: barcode.order, carton })
    core.numbers.prepare(boxNumbers, blockSize)
    return void turn.answer('bench-opened', { subject: cartonOf(carton, barcode.order), params: { number: carton } })
  }
  if (barcode.kind !== 'imei') return void turn.answer('unknown-code')
  const { imei } = barcode
  const subject: UnitSubject = { kind: 'unit', imei, iccid: null, order_number: state.order, lote: null }
  const refusal = unitRefusal(state, imei)
  if (refusal !== null) return void turn.answer(refusal, { subject, params: { imei } })
  if (core.link.isAway() && !turn.replay) {
    const known = await core.known.find(imei)
    if (known === null) core.change({ aside: state.aside + 1 })
    if (known === null) return void turn.answer('bench-set-aside', { subject, params: { imei } })
    if (known.estado !== 'en_produccion') {
      return void turn.answer('wrong-state', { subject, params: { imei, estado: known.estado } })
    }
  }
  return count(core, turn, subject)
}

async function count(core: Core, turn: Turn, subject: UnitSubject): Promise<void> {
  const { box, carton, order } = core.state()
  if (carton === null || order === null) return void turn.answer('bench-no-carton')
  const number = box === null ? await core.numbers.take(boxNumbers, blockSize) : null
  if (box === null && number === null) return void turn.answer('database-away')
  const place = { order, carton, box: box ?? `TB-${turn.entry.workplace.station}-${number}` }
  const facts: CountAct['facts'] = { ...place, device: null, opens: box === null }
  await core.submit(turn, { ...core.actBase(turn), ...own, kind: 'count', subject, facts })
}

async function onCommand(core: Core, turn: Turn, command: string): Promise<void> {
  const { order, carton, box, units, boxed } = core.state()
  if (command === 'TARE') return void turn.answer('bench-tared')
  if (order === null || carton === null) return void turn.answer('bench-nothing')
  const base = { ...core.actBase(turn), ...own }
  if (command === 'CLOSE') {
    if (box !== null) return void turn.answer('bench-box-open', { params: { number: box } })
    if (boxed.length === 0) return void turn.answer('bench-nothing')
    const never = { reversible: false, instead: 'new-carton' }
    return core.submit(turn, {
      ...base,
      ...never,
      kind: 'close',
      subject: cartonOf(carton, order),
      facts: { units: boxed },
    })
  }
  const last = units[units.length - 1]
  if (box === null || last === undefined) return void turn.answer('bench-nothing')
  const place = { order, carton, box }
  if (command === 'NEXT') {
    const subject: NumberedSubject = { kind: 'box', number: box, order_number: order }
    return core.submit(turn, { ...base, kind: 'box', subject, facts: { ...place, units } })
  }
  const subject: UnitSubject = { kind: 'unit', imei: last.imei, iccid: null, order_number: order, lote: null }
  await core.submit(turn, { ...base, kind: 'reject', subject, facts: { ...place, device: last.device } })
}

function cartonOf(number: string, order_number: string): NumberedSubject {
  return { kind: 'carton', number, order_number }
}
