import { moreSigns } from '#more/signs'
import type { StationWord } from '../../shared/stations.ts'
import type { StationSigns } from '../station/station-signs.ts'
import { productionSigns } from './production/signs.ts'

/** Every station's signs. A word without them does not compile. */
export const signs: { readonly [Word in StationWord]: StationSigns<Word> } = {
  production: productionSigns,
  ...moreSigns,
}
