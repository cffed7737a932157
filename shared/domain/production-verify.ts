import type { Params } from '../result.ts'
import type { VerifyAct } from './production-acts.ts'

/** A unit as the database has it, or as this PC knew it when it was last connected. */
export interface RecordedUnit {
  readonly imei: string
  readonly iccid: string | null
  readonly order_number: string | null
  readonly lote: number | null
  readonly estado: string
  /** Who registered it, where and when: what the operator who came second is told. */
  readonly registered: Params
  readonly verified: {
    readonly operator: string
    readonly linea: number
    readonly puesto: number
    readonly when: number
  } | null
}

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
 * @param unit null where there is none of this IMEI
 */
export function verifyRefusal(
  { subject }: Pick<VerifyAct, 'subject'>,
  unit: RecordedUnit | null,
): VerifyRefusal | null {
  const { imei } = subject
  if (unit === null) return { word: 'not-registered', params: { imei } }
  const where = { imei, ...unit.registered }
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
