import { z } from 'zod'
import { digitsForm, iccidPrefixDigits, tacDigits } from './stored-forms.ts'
import { inspections, pairings } from './stored-words.ts'

export { type Inspection, inspections, type Pairing, pairings } from './stored-words.ts'

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

export const tacSchema = z.string().regex(digitsForm(tacDigits))
export const iccidPrefixSchema = z.string().regex(digitsForm(iccidPrefixDigits))

/** One product reference in `station_references`: which TACs and ICCID prefixes its units carry. Empty lists allow all. */
export const stationReferenceSchema = z.object({
  reference_number: z.string().min(1),
  tacs: z.array(tacSchema),
  iccid_prefixes: z.array(iccidPrefixSchema),
})
export type StationReference = z.infer<typeof stationReferenceSchema>
