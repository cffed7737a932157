import type { PlantSettings } from '../../shared/settings.ts'
import type { Workplace } from '../../shared/station/act.ts'

/** Brings what was written before journals had a version into the form of `journalVersion`; parsed afterwards. */
export interface OlderJournal {
  state(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
  kept(value: Readonly<Record<string, unknown>>): unknown
  /** @param now what entries did not carry then: where this PC stands, and the plant's settings */
  entry(
    value: Readonly<Record<string, unknown>>,
    now: { readonly workplace: Workplace; readonly plant: PlantSettings },
  ): unknown
}
