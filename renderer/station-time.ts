import { pageStore } from './state.ts'

/**
 * Now in the station's time, epoch ms: times that the main process sends are the server's, and this PC's clock may
 * be off by minutes.
 */
export function stationNow(): number {
  return Math.round(Date.now() - (pageStore.getState().app?.clockSkewMs ?? 0))
}
