import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { StationState } from '../../shared/stations.ts'

interface StationPicture {
  /** Null until the main process has told it for the first time. */
  readonly station: StationState | null
}

/** The page's picture of this PC's station; the main process decides, `feed.ts` writes. */
export const stationStore = createStore<StationPicture>(() => ({ station: null }))

export function useStation(): StationState | null {
  return useStore(stationStore, (picture) => picture.station)
}
