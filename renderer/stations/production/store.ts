import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { StationState } from '../../../shared/state.ts'

interface ProductionPicture {
  /** Null until the station was opened by somebody who may work at it. */
  readonly station: StationState | null
}

/** The page's picture of the production station; the main process decides, `feed.ts` writes. */
export const productionStore = createStore<ProductionPicture>(() => ({ station: null }))

export function useStation(): StationState | null {
  return useStore(productionStore, (picture) => picture.station)
}
