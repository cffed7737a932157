import type { UndoAct } from '../../shared/domain/act.ts'
import type { Turn } from '../station.ts'
import type { ProductionAnswers } from './production-answer.ts'
import type { ProductionContext } from './production-context.ts'
import { submit } from './production-submit.ts'

/** How long a supervisor's badge would take back another person's act, ms. */
const offerMs = 30_000

/** Takes back this station's last accepted act. @param supervisor whose badge gave the right, where one did. */
export function undoWorkflow(context: ProductionContext, { say, actOf }: ProductionAnswers) {
  const { station, places } = context

  async function undo(turn: Turn, supervisor: string | null): Promise<void> {
    const { undoable } = station.memory()
    const top = undoable[undoable.length - 1]
    if (top === undefined) return void say(turn, 'undo-nothing')
    const { undoMinutes } = context.plant()
    if (turn.entry.at - top.at > undoMinutes * 60_000) {
      return void say(turn, 'undo-too-late', { imei: top.imei, minutes: undoMinutes })
    }
    const mine = top.operator === turn.person?.employee_id || turn.person?.isSupervisor === true
    if (!mine && supervisor === null) {
      context.offer.set({ kind: 'undo', act: top.act, until: turn.entry.at + offerMs })
      return void say(turn, 'undo-not-yours', { imei: top.imei, operator: top.operator }, { supervisorCan: 'undo' })
    }
    const act: UndoAct = { kind: 'undo', ...actOf(turn), undoes: top, supervisor }
    const codes = { imei: top.imei, ...(top.iccid !== null && { iccid: top.iccid }) }
    const takeBack = (): void => {
      const memory = station.memory()
      station.change({
        undoable: memory.undoable.filter((one) => one.act !== top.act),
        production: { ...memory.production, lastAccepted: null },
        recent: memory.recent.map((scan) =>
          scan.imei === top.imei && (scan.tone === 'accepted' || scan.tone === 'kept')
            ? { ...scan, tone: 'undone' as const }
            : scan,
        ),
        batchStarted: top.startsBatch ? false : memory.batchStarted,
      })
    }
    await submit(context, turn, act, {
      kept: () => {
        takeBack()
        return codes
      },
      written: (late) => {
        if (!late) takeBack()
        if (top.kind === 'register' && !top.overridden) places.release(top)
        context.refreshOrder()
        return {
          word: 'undone',
          extras: { params: { imei: top.imei, iccid: top.iccid ?? '', kind: top.kind }, ...codes },
        }
      },
      refused: () => {
        station.change({ undoable: station.memory().undoable.filter((one) => one.act !== top.act) })
        return codes
      },
    })
  }

  return undo
}
