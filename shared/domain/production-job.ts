import type { StationNumber } from '../workplace.ts'

/** The two jobs of the production station: station 1 of a line registers, station 2 reads the unit again. */
export const productionJobs = ['register', 'verify'] as const
export type ProductionJob = (typeof productionJobs)[number]

/** What a workstation does when nobody chose otherwise: the factory's habit. */
export function defaultJob(puesto: StationNumber | null): ProductionJob {
  return puesto === 2 ? 'verify' : 'register'
}
