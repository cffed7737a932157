import type { StationFacts } from '../station/facts.ts'

/*
 * What a build may add to the tables of stations: nothing here. `#more/*` in package.json is the one way in; the tests
 * put a station of their own there (tests/trial), which no other build holds.
 */

export const moreStations = {} satisfies Readonly<Record<string, StationFacts>>

/** What the screens of further stations show. */
// biome-ignore lint/suspicious/noEmptyInterface: another build's file of this name has members
export interface MoreWorks {}
