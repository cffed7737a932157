import { z } from 'zod'

/** What the database last said of a unit, as a PC keeps it for the time without the database. */
const knownUnitSchema = z.object({
  imei: z.string(),
  iccid: z.string().nullable(),
  order_number: z.string().nullable(),
  lote: z.number().nullable(),
  estado: z.string(),
  box: z.string().nullable(),
  carton: z.string().nullable(),
  pallet: z.string().nullable(),
  /** Who made it, where and when, epoch ms: what the operator who came second is told. */
  made: z.object({ operator: z.string(), linea: z.number(), puesto: z.number(), when: z.number() }),
  verified: z.object({ operator: z.string(), linea: z.number(), puesto: z.number(), when: z.number() }).nullable(),
})
export type KnownUnit = z.infer<typeof knownUnitSchema>

/** How far an order's units were read: as of `at`, with changes up to `changed` (both epoch ms in server time). */
const readingSchema = z.object({ at: z.number(), changed: z.number(), units: z.number().int() })
export type KnownReading = z.infer<typeof readingSchema>

/** Null where it is not what this program writes: then it is read anew. */
export function parseKnownUnit(value: unknown): KnownUnit | null {
  return knownUnitSchema.safeParse(value).data ?? null
}

/** Null where it is not what this program writes. */
export function parseKnownReading(value: unknown): KnownReading | null {
  return readingSchema.safeParse(value).data ?? null
}

/** So many units a PC knows at most, of all orders together; the newest. */
export const knownLimit = 60_000

/** All stations together may take this part of the server's time. */
const shareOfServer = 100
/** Nothing is gained by looking more often, ms. */
const leastRestMs = 1000

/** How long a station rests after a reading. @param stations that keep such knowledge, this one among them */
export function restAfter(readMs: number, stations: number): number {
  return Math.max(leastRestMs, readMs * shareOfServer * Math.max(1, stations))
}

/** Whether what was read then still counts as known. */
export function isFresh(at: number, now: number, hours: number): boolean {
  return now - at <= hours * 3_600_000
}
