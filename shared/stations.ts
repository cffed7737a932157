/**
 * The station words that exist. A word is the file name of its slice in every folder (contract, domain, workflows,
 * renderer/stations). A word of the factory's flow that is not built stands in no list, so no screen can offer it.
 */
export const stationWords = ['production'] as const
export type StationWord = (typeof stationWords)[number]

/** The two jobs of the production station: station 1 of a line registers, station 2 reads the unit again. */
export const productionJobs = ['register', 'verify'] as const
export type ProductionJob = (typeof productionJobs)[number]

export const productionLines = [1, 2, 3] as const
export type ProductionLine = (typeof productionLines)[number]

export const stationNumbers = [1, 2] as const
export type StationNumber = (typeof stationNumbers)[number]

/** What a workstation does when nobody chose otherwise: the factory's habit. */
export function defaultJob(puesto: StationNumber): ProductionJob {
  return puesto === 1 ? 'register' : 'verify'
}
