import { readUnit, type UnitReading } from '../unit-label.ts'

export type JsonCode =
  | { readonly kind: 'unit'; readonly unit: UnitReading }
  | { readonly kind: 'pallet'; readonly number: string }
  | { readonly kind: 'parcel'; readonly tracking: string }

/**
 * Reads the JSON of labels: a unit's `{ imei, iccid | ccid }` and the other program's pallets and parcels; null when
 * it is neither. Hostile input: only texts that are the object's own are looked at, never what is inside of them.
 */
export function readJsonCode(text: string): JsonCode | null {
  const fields = ownTexts(text)
  if (fields === null) return null
  const type = fields.get('type')
  if (type === 'pallet') {
    const number = fields.get('pallet_number')
    return typeof number === 'string' && isPlain(number) ? { kind: 'pallet', number: number.toUpperCase() } : null
  }
  if (type === 'package') {
    const tracking = fields.get('tracking_number')
    return typeof tracking === 'string' && isPlain(tracking) ? { kind: 'parcel', tracking } : null
  }
  const valuesOf = (names: readonly string[]) => names.flatMap((name) => fields.get(name)?.trim() ?? [])
  // A number that stands there in another form is a pair of which half would be lost.
  if ([...imeiNames, ...iccidNames].some((name) => fields.get(name) === null)) return null
  const imeis = valuesOf(imeiNames)
  const iccids = valuesOf(iccidNames)
  return imeis.length + iccids.length === 0 ? null : { kind: 'unit', unit: readUnit(imeis, iccids) }
}

const imeiNames = ['imei', 'IMEI']
const iccidNames = ['iccid', 'ICCID', 'ccid', 'CCID']

/** Texts as they are, null for a value of another kind; one that is `null` itself is as if it were not there. */
function ownTexts(text: string): ReadonlyMap<string, string | null> | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const fields = new Map<string, string | null>()
  for (const [name, field] of Object.entries(value)) {
    if (field !== null) fields.set(name, typeof field === 'string' ? field : null)
  }
  return fields
}

function isPlain(text: string): boolean {
  return /^[!-~]{1,64}$/.test(text)
}
