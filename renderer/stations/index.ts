import type { StationWord } from '../../shared/stations.ts'
import { production } from './production/index.ts'
import type { Station } from './station.ts'

/** Every station's screen. A word without one does not compile. */
export const stations: Readonly<Record<StationWord, Station>> = { production }
