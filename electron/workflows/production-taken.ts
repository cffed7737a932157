import type { Refusal } from '../../shared/answers.ts'
import type { Unit } from '../../shared/domain/pairing.ts'
import type { Params } from '../../shared/result.ts'
import type { ProductionActs } from '../db/production-acts.ts'

/** Who has the unit already, by either of its codes; asked wherever there is no place for it: that it exists is the better answer. */
export async function takenBy(
  acts: Pick<ProductionActs, 'taken'>,
  { imei, iccid }: Unit,
): Promise<{ readonly word: Refusal; readonly params: Params } | null> {
  const byImei = await acts.taken('imei', imei)
  if (byImei?.kind === 'refused') return byImei
  const byIccid = iccid === null ? null : await acts.taken('iccid', iccid, imei)
  return byIccid?.kind === 'refused' ? byIccid : null
}
