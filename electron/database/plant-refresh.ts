import type { Plant } from '../settings/plant.ts'

const refreshMs = 30_000

/** What an administrator sets at one station holds at the others soon. */
export function refreshOften(plant: Pick<Plant, 'refresh'>, isAway: () => boolean, onRefreshed: () => void) {
  const timer = setInterval(() => {
    if (!isAway()) void plant.refresh().then(onRefreshed, () => undefined)
  }, refreshMs)
  return { end: () => clearInterval(timer) }
}
