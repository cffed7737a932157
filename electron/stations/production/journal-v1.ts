import { z } from 'zod'
import type { Subject } from '../../../shared/station/subject.ts'
import { kindOf } from '../../../shared/stations.ts'
import type { OlderJournal } from '../../station/older-journal.ts'

/*
 * The journal as it was written before it had a version, when production was the only station. A part that is not what
 * that program wrote is handed on as it is: it is set aside where it is parsed.
 */

const place = z.object({ station: z.string(), linea: z.number(), puesto: z.number() })
const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

const unit = { imei: z.string(), iccid: z.string().nullable(), order_number: z.string(), lote: z.number() }
const base = {
  act: z.string(),
  at: z.number(),
  scanId: z.string(),
  operator: z.object({ employee_id: z.string(), name: z.string() }),
  workplace: place,
}

const registerV1 = z.object({
  ...base,
  ...unit,
  kind: z.literal('register'),
  device: z.string(),
  movement: z.string(),
  brand: z.string(),
  nro_referencia: z.string(),
  sku: z.string().nullable(),
  startsOrder: z.boolean(),
  startsBatch: z.boolean(),
  override: z.object({ supervisor: z.string(), reason: z.string() }).optional(),
})
const verifyV1 = z.object({ ...base, ...unit, kind: z.literal('verify'), approves: z.boolean() })

/** Undo kept a copy of some fields of what it takes back. */
const undoneV1 = z.object({
  ...unit,
  act: z.string(),
  kind: z.enum(['register', 'verify']),
  at: z.number(),
  device: z.string(),
  movement: z.string().nullable(),
  operator: z.string(),
  station: z.string(),
  startsOrder: z.boolean(),
  startsBatch: z.boolean(),
  approved: z.boolean(),
  overridden: z.boolean(),
})
const undoV1 = z.object({
  ...base,
  kind: z.literal('undo'),
  undoes: undoneV1,
  supervisor: z.string().nullable(),
})
const actV1 = z.discriminatedUnion('kind', [registerV1, verifyV1, undoV1])

function subjectOf({ imei, iccid, order_number, lote }: z.infer<z.ZodObject<typeof unit>>): Subject {
  return { kind: 'unit', imei, iccid, order_number, lote }
}

const own = { word: 'production', reversible: true, instead: null }

function undone({ kind, act, at, operator, station, ...then }: z.infer<typeof undoneV1>) {
  const facts =
    kind === 'verify'
      ? { device: then.device === '' ? null : then.device, brand: '', nro_referencia: '', approves: then.approved }
      : {
          ...{ device: then.device, movement: then.movement, brand: '', nro_referencia: '', sku: null },
          ...{ startsOrder: then.startsOrder, startsBatch: then.startsBatch },
          // Who allowed it stands in its event; that a place was added for it is what its undo must know.
          override: then.overridden ? { supervisor: '', reason: '' } : null,
        }
  return {
    ...own,
    ...{ act, at, kind, facts, scanId: '' },
    operator: { employee_id: operator, name: '' },
    workplace: { station, linea: null, puesto: null },
    subject: subjectOf(then),
  }
}

function act(value: unknown) {
  const old = actV1.parse(value)
  const { act: id, at, scanId, operator, workplace } = old
  const shared = { act: id, at, scanId, operator, workplace }
  if (old.kind === 'undo') {
    return { ...shared, word: own.word, kind: 'undo', undoes: undone(old.undoes), supervisor: old.supervisor }
  }
  const facts =
    old.kind === 'verify'
      ? { device: null, brand: '', nro_referencia: '', approves: old.approves }
      : {
          ...{ device: old.device, movement: old.movement, brand: old.brand, nro_referencia: old.nro_referencia },
          ...{ sku: old.sku, startsOrder: old.startsOrder, startsBatch: old.startsBatch },
          override: old.override ?? null,
        }
  return { ...own, ...shared, kind: old.kind, subject: subjectOf(old), facts }
}

const scanV1 = z.object({
  scanId: z.string(),
  at: z.number(),
  code: z.string(),
  word: z.string(),
  tone: z.string(),
  params,
  imei: z.string().optional(),
  iccid: z.string().optional(),
})

function line(value: unknown) {
  const { tone, imei, iccid, ...scan } = scanV1.parse(value)
  const fate = tone === 'undone' || tone === 'conflict' ? tone : kindOf(scan.word)
  const subject = { kind: 'unit', imei, iccid: iccid ?? null, order_number: null, lote: null }
  return { ...scan, fate, ...(imei !== undefined && { subject }) }
}

const verdictV1 = z.looseObject({ word: z.string() })

const blockedV1 = z.object({
  scanId: z.string(),
  word: z.string(),
  params,
  code: z.string(),
  at: z.number(),
  unit: z.object({ imei: z.string(), iccid: z.string().nullable() }).optional(),
  supervisorCan: z.string().optional(),
})

function standing(value: unknown) {
  if (value === null) return null
  const { unit: stopped, supervisorCan, ...said } = blockedV1.parse(value)
  const from = said.params['station']
  const facts = { unit: stopped, ...(supervisorCan === 'reclaim' && { from }) }
  return {
    ...said,
    of: own.word,
    offer: supervisorCan === undefined || stopped === undefined ? null : { word: supervisorCan, facts },
  }
}

function verdict(value: unknown) {
  if (value === null) return null
  const last = verdictV1.parse(value)
  return { ...last, kind: kindOf(last.word) }
}

const stateV1 = z.object({
  production: z.looseObject({ blocked: z.unknown() }),
  batchStarted: z.unknown(),
  places: z.unknown(),
  undoable: z.array(z.unknown()).catch([]),
  recent: z.array(z.unknown()).catch([]),
  last: z.unknown(),
})

/** What cannot be converted stays as it was, and is set aside by whoever parses it. */
function orAsItIs(convert: (value: unknown) => unknown): (value: unknown) => unknown {
  return (value) => {
    try {
      return convert(value)
    } catch {
      return value
    }
  }
}

/** Which input of today each of then is. */
const inputs: Readonly<Record<string, unknown>> = {
  acknowledge: { kind: 'command', command: 'ACK' },
  'clear-half': { kind: 'command', command: 'CLEAR' },
  undo: { kind: 'command', command: 'UNDO' },
  'half-expired': { kind: 'timer', name: 'half-expired' },
}

const entryV1 = z.object({
  seq: z.number(),
  scanId: z.string(),
  at: z.number(),
  scannerId: z.string(),
  input: z.looseObject({ kind: z.string() }),
  actor: z.object({ employee_id: z.string(), name: z.string() }).nullable(),
  ids: z.object({ act: z.string(), device: z.string(), movement: z.string() }),
})

export const productionJournalV1: OlderJournal = {
  state(value) {
    const old = stateV1.parse(value)
    const { blocked, ...production } = old.production
    const state = { ...production, batchStarted: old.batchStarted, places: old.places }
    return {
      word: own.word,
      standing: orAsItIs(standing)(blocked ?? null),
      offer: null,
      undoable: old.undoable.map(orAsItIs((one) => undone(undoneV1.parse(one)))),
      recent: old.recent.map(orAsItIs(line)),
      last: orAsItIs(verdict)(old.last ?? null),
      numbers: {},
      words: { production: { v: 1, state } },
    }
  },

  kept: (value) => ({ act: act(value['act']) }),

  entry(value, { workplace, plant }) {
    const { actor, ids, input, ...old } = entryV1.parse(value)
    return {
      ...old,
      input: inputs[input.kind] ?? input,
      // It carried no rights: that program gave everybody those of an operator when it read one again.
      actor: actor === null ? null : { ...actor, isSupervisor: false, stations: [own.word] },
      word: own.word,
      workplace,
      plant,
      ids: [ids.act, ids.device, ids.movement],
    }
  },
}
