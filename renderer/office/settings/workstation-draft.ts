import type { CallInput } from '../../../shared/contract/index.ts'
import { volumeRange } from '../../../shared/setting-values.ts'
import type { WorkstationSettings } from '../../../shared/settings.ts'
import type { StationWord } from '../../../shared/stations.ts'
import type { FieldError, FieldErrors } from '../field-error.ts'
import { wholeNumberWithin } from '../whole-number.ts'
import { readScanner, type SavedScanner, type ScannerDraft, type ScannerField, scannerDraft } from './scanner-draft.ts'

type Saved = CallInput<'settings.saveWorkstation'>

/** This PC's settings as typed. */
export interface WorkstationDraft extends Readonly<Omit<Saved, 'volume' | 'scanners' | 'stations'>> {
  readonly stations: readonly StationWord[]
  readonly volume: string
  readonly scanners: readonly ScannerDraft[]
}

export type WorkstationReading =
  | { readonly ok: true; readonly value: Saved }
  | {
      readonly ok: false
      readonly volume: FieldError | undefined
      /** One entry per scanner, empty where the scanner is in order. */
      readonly scanners: readonly FieldErrors<ScannerField>[]
    }

export function workstationDraft(settings: WorkstationSettings): WorkstationDraft {
  const { linea, puesto, stations, job, language, theme, stationMode, unitLabel, labelPrinter, volume, scanners } =
    settings
  const asTyped = { volume: String(volume), scanners: scanners.map(scannerDraft) }
  return { linea, puesto, stations, job, language, theme, stationMode, unitLabel, labelPrinter, ...asTyped }
}

export function readWorkstation(draft: WorkstationDraft): WorkstationReading {
  const volume = wholeNumberWithin(draft.volume, volumeRange)
  const scanners = draft.scanners.map((scanner) =>
    readScanner(
      scanner,
      draft.scanners.filter((other) => other !== scanner),
    ),
  )
  const read: SavedScanner[] = scanners.flatMap((scanner) => (scanner.ok ? [scanner.value] : []))
  if (volume === null || read.length < scanners.length) {
    return {
      ok: false,
      volume: volume === null ? { key: 'office.settings.errors.range', params: { ...volumeRange } } : undefined,
      scanners: scanners.map((scanner) => (scanner.ok ? {} : scanner.errors)),
    }
  }
  return { ok: true, value: { ...draft, stations: [...draft.stations], volume, scanners: read } }
}

/** How many fields are wrong. */
export function wrongFields(reading: WorkstationReading): number {
  if (reading.ok) return 0
  const ofScanners = reading.scanners.reduce((sum, errors) => sum + Object.keys(errors).length, 0)
  return ofScanners + (reading.volume === undefined ? 0 : 1)
}
