import type { Params } from '../result.ts'
import type { KnownUnit } from '../station/known.ts'
import type { VerifyAct } from './production-acts.ts'

export interface VerifyRefusal {
  readonly word:
    | 'not-registered'
    | 'registered-in-other-order'
    | 'registered-in-other-batch'
    | 'iccid-differs'
    | 'already-verified'
    | 'wrong-state'
  readonly params: Params
}

/**
 * The rule of station 2: the unit is registered in this order and batch, with this ICCID, and nobody verified it yet.
 * @param unit as the database has it, or as this PC knew it when it was last connected; null where there is none
 */
export function verifyRefusal({ subject }: Pick<VerifyAct, 'subject'>, unit: KnownUnit | null): VerifyRefusal | null {
  const { imei } = subject
  if (unit === null) return { word: 'not-registered', params: { imei } }
  const { order_number, lote, estado, made } = unit
  const where = { imei, order: order_number ?? '–', lote: lote ?? 0, ...made, estado }
  if (unit.order_number !== subject.order_number) {
    return { word: 'registered-in-other-order', params: { ...where, expected: subject.order_number } }
  }
  if (subject.iccid !== null && unit.iccid !== subject.iccid) {
    return { word: 'iccid-differs', params: { imei, registered: unit.iccid ?? '–', read: subject.iccid } }
  }
  if (unit.lote !== subject.lote) {
    return { word: 'registered-in-other-batch', params: { ...where, expected: subject.lote } }
  }
  if (unit.verified !== null) return { word: 'already-verified', params: { imei, ...unit.verified } }
  if (unit.estado !== 'en_produccion') return { word: 'wrong-state', params: { imei, estado: unit.estado } }
  return null
}
