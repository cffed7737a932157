import type { ProductionAct, ProductionUndo } from '../../../shared/domain/production-acts.ts'
import { isUndo, type Operator } from '../../../shared/station/act.ts'
import type { KnownUnit } from '../../../shared/station/known.ts'
import type { End } from '../../station/slice.ts'
import type { ProductionContext } from './context.ts'

/** What this station did itself, it knows at once. */
export function learn({ core }: ProductionContext, act: ProductionAct | ProductionUndo, { how, wasKept }: End): void {
  const done = isUndo(act) ? act.undoes : act
  const { order_number, imei } = done.subject
  // Kept, it was learnt; refused in time, what is known is as true as before.
  if (wasKept ? how === 'written' : how === 'refused') return
  const isGone = how === 'refused' || (isUndo(act) && done.kind === 'register')
  core.known.learn(order_number, imei, isGone ? null : unitAfter(done, isUndo(act)))
}

/** @param isUndone the verification was taken back: the unit is registered, and no more */
function unitAfter({ kind, subject, facts, at, operator, workplace }: ProductionAct, isUndone: boolean): KnownUnit {
  const by = doneBy({ at, operator, workplace })
  const isVerified = kind === 'verify' && !isUndone
  return {
    ...{ imei: subject.imei, iccid: subject.iccid, order_number: subject.order_number, lote: subject.lote },
    ...{ box: null, carton: null, pallet: null },
    estado: isVerified && facts.approves ? 'aprobado' : 'en_produccion',
    // Of a unit that another station registered, who did it is read with the next reading.
    made: kind === 'register' ? by : { operator: '–', linea: 0, puesto: 0, when: 0 },
    verified: isVerified ? by : null,
  }
}

export function doneBy({
  at,
  operator,
  workplace,
}: Pick<ProductionAct, 'at' | 'workplace'> & { readonly operator: Operator }): KnownUnit['made'] {
  return { operator: operator.employee_id, linea: workplace.linea ?? 0, puesto: workplace.puesto ?? 0, when: at }
}
