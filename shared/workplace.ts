/** The plant's lines, and the two stations that each of them has. */
export const plantLines = [1, 2, 3] as const
export type PlantLine = (typeof plantLines)[number]

export const stationNumbers = [1, 2] as const
export type StationNumber = (typeof stationNumbers)[number]
