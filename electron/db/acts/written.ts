import type { Params } from '../../../shared/result.ts'
import type { AnyAct } from '../../../shared/station/act.ts'
import type { AnswerWord } from '../../../shared/stations.ts'

/** What became of an act: written, whole with what was found on the way, or refused. */
export type Written<Own extends AnyAct = AnyAct> = { readonly kind: 'written'; readonly act: Own } | RefusedAct

export interface RefusedAct {
  readonly kind: 'refused'
  readonly word: AnswerWord
  readonly params: Params
}

/** What a write has to know beside the act. */
export interface WriteTerms {
  /** Resolves when the scan is in the journal: nothing is committed before. */
  readonly durable: Promise<void>
  /** The operator saw it as kept. */
  readonly isKept: boolean
  /**
   * The database was away when it was decided, or since: its order may have been closed meanwhile, so its status is looked
   * at again. Of one that is only slow the stations know within 100 ms.
   */
  readonly isLate: boolean
  /** Epoch ms in server time: when it is written, which of a kept act is later than when it was done. */
  readonly now: number
}

export function written<Own extends AnyAct>(act: Own): Written<Own> {
  return { kind: 'written', act }
}

export function refusal(word: AnswerWord, params: Params): RefusedAct {
  return { kind: 'refused', word, params }
}
