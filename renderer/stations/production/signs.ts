import type { StationSigns } from '../../station/station-signs.ts'
import { productionNotices } from './notices.ts'
import en from './texts.en.json'
import es from './texts.es.json'

export const productionSigns: StationSigns<'production'> = {
  icon: 'barcode',
  notices: productionNotices,
  texts: { es, en },
}
