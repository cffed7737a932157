import type { Act } from '../../shared/domain/act.ts'
import type { JournalEntry } from '../journal/journal.ts'
import type { PendingAct } from '../station-memory.ts'
import type { ProductionContext } from './production-context.ts'
import type { Ends } from './production-submit.ts'

/** The ends of an act that was kept before the program was started: the station's memory already counts on it. */
export function replayEnds({ places }: ProductionContext, act: Act): Ends {
  const unit = act.kind === 'undo' ? act.undoes : act
  const codes = { imei: unit.imei, ...(unit.iccid !== null && { iccid: unit.iccid }) }
  return {
    kept: () => codes,
    written: () => {
      if (act.kind === 'undo' && act.undoes.kind === 'register' && !act.undoes.overridden) places.release(act.undoes)
      const word = act.kind === 'register' ? 'registered' : act.kind === 'verify' ? 'verified' : 'undone'
      return {
        word,
        extras: {
          params: { imei: unit.imei, iccid: unit.iccid ?? '', order: unit.order_number, lote: unit.lote },
          ...codes,
        },
      }
    },
    refused: () => {
      if (act.kind === 'register' && act.override === undefined) places.release(act)
      return codes
    },
  }
}

/** The journal's entry of an act that was kept before this start. */
export function entryOf({
  seq,
  pending: { act, scanId },
}: {
  readonly seq: number
  readonly pending: PendingAct
}): JournalEntry {
  const text = act.kind === 'undo' ? act.undoes.imei : act.imei
  const ids = { act: act.act, device: '', movement: '' }
  return { seq, scanId, at: act.at, scannerId: 'journal', input: { kind: 'code', text }, actor: act.operator, ids }
}
