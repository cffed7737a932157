import { join } from 'node:path'
import type { LabelTrouble } from '../../shared/label-printing.ts'
import type { WorkstationSettings } from '../../shared/settings.ts'
import type { Log } from '../log/log.ts'
import type { Config } from '../settings/config.ts'
import { labelFailure } from './label-failed.ts'
import { createLabelFiles, type LabelFiles } from './label-files.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { type LabelPaper, printOn } from './system-printer.ts'

/** A unit that gets its label, with what stands on it. */
export interface LabelledUnit {
  readonly imei: string
  readonly iccid: string | null
  readonly brand: string
  readonly nro_referencia: string
  readonly order_number: string
  readonly lote: number
  /** When it was scanned, epoch ms. */
  readonly at: number
}

export interface UnitLabelsParts {
  /** The data folder. */
  readonly folder: string
  readonly paper: LabelPaper
  readonly config: Pick<Config, 'settings' | 'onChange'>
  readonly log: Log
  readonly now: () => number
  /** Another trouble, or none any more. */
  readonly onTrouble: () => void
  /** Before each label: until the verdict is painted and what was scanned meanwhile has had its turn. */
  readonly restMs?: number
  /** At the end of the program, for those that wait. */
  readonly farewellMs?: number
}

/** More than these are noted, once, for whoever asks later why labels came late. */
const longQueue = 20

/**
 * The labels of verified units, in the order of their verdicts. Nobody waits for them; what goes wrong is logged and
 * told as this station's trouble.
 */
export function createUnitLabels(parts: UnitLabelsParts) {
  const { config, log, paper, restMs = 250, farewellMs = 5000 } = parts
  const files = createLabelFiles(join(parts.folder, 'prints', 'units'), (error) =>
    log('unit-label.not-tidied', { error }),
  )
  const queue = oneAtATime(printOne, restMs, (error) => log('unit-label.bug', { error }))
  let isStopping = false
  let trouble: LabelTrouble | null = null

  function tell(next: LabelTrouble | null): void {
    const isSame = next === null && trouble === null
    trouble = next
    if (!isSame) parts.onTrouble()
  }

  async function printOne(unit: LabelledUnit): Promise<void> {
    const settings = config.settings()
    // Turned off while it waited.
    if (settings.unitLabel === 'off') return
    try {
      await toPaper(unit, settings, paper, files)
    } catch (error) {
      const why = labelFailure(error)
      log('unit-label.failed', { imei: unit.imei, why, error })
      tell({ imei: unit.imei, why, at: parts.now() })
      return
    }
    tell(null)
  }

  let before = config.settings()
  const undo = config.onChange((settings) => {
    const isOther = settings.unitLabel !== before.unitLabel || settings.labelPrinter !== before.labelPrinter
    before = settings
    if (isOther) tell(null)
  })

  return {
    trouble: (): LabelTrouble | null => trouble,

    /** Returns at once and never throws. */
    print(unit: LabelledUnit): void {
      if (isStopping || config.settings().unitLabel === 'off') return
      const waiting = queue.add(unit)
      if (waiting === longQueue + 1) log('unit-label.queue-long', { waiting })
    },

    /** What waits is still printed, for a while. */
    async stop(): Promise<void> {
      isStopping = true
      undo()
      const left = await queue.stop(farewellMs)
      if (left.length > 0) log('unit-label.left', { imeis: left.map(({ imei }) => imei) })
      paper.close()
    },
  }
}

async function toPaper(unit: LabelledUnit, settings: WorkstationSettings, paper: LabelPaper, files: LabelFiles) {
  const { unitLabelHtml, unitLabelSize } = await import('../labels/unit-label.ts')
  const html = await unitLabelHtml({ ...unit, date: new Date(unit.at), company: '' }, settings.language)
  if (settings.unitLabel === 'pdf') await files.keep(unit.imei, await paper.pdf(html, unitLabelSize))
  else await printOn(paper, settings.labelPrinter, html, unitLabelSize)
}
