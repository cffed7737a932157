import { z } from 'zod'

/** How a unit's two numbers come from the scanner. In two codes the order is fixed: see `domain/pairing.ts`. */
export const pairings = ['imei', 'pair', 'imei-then-iccid', 'iccid-then-imei'] as const
export type Pairing = (typeof pairings)[number]

/** How much of an order quality inspects. */
export const inspections = ['every', 'sample', 'none'] as const
export type Inspection = (typeof inspections)[number]

/** `production_orders.metadata.station`; an order without it is read as the factory's habit. */
export const orderStationSettingsSchema = z.object({
  pairing: z.enum(pairings).catch('imei-then-iccid'),
  inspection: z.enum(inspections).catch('every'),
})
export type OrderStationSettings = z.infer<typeof orderStationSettingsSchema>

export function orderStationSettings(metadata: Readonly<Record<string, unknown>>): OrderStationSettings {
  return orderStationSettingsSchema.parse(
    typeof metadata.station === 'object' && metadata.station !== null ? metadata.station : {},
  )
}

/** One product reference in `station_references`: which TACs and ICCID prefixes its units carry. Empty lists allow all. */
export const stationReferenceSchema = z.object({
  reference_number: z.string().min(1),
  tacs: z.array(z.string().regex(/^\d{8}$/)),
  iccid_prefixes: z.array(z.string().regex(/^\d{4,10}$/)),
})
export type StationReference = z.infer<typeof stationReferenceSchema>
