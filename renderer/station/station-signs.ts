import type { Language } from '../../shared/settings.ts'
import type { StationWord, stationTable } from '../../shared/stations.ts'
import type { IconName } from '../components/icon.tsx'
import type { Notice } from '../notices.ts'

/** How a station looks, sounds and speaks, wherever its words are shown. */
export interface StationSigns<Word extends StationWord> {
  readonly icon: IconName
  readonly notices: Readonly<Record<keyof (typeof stationTable)[Word]['answers'], Notice>>
  /** Merged into the catalogues. */
  readonly texts: Readonly<Record<Language, object>>
}
