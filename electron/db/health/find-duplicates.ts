import type { Collection, Document } from 'mongodb'
import { type Duplicate, deviceToKeep, iccidToKeep } from '../../../shared/domain/health/data-health-devices.ts'
import type { Collections, StoredDevice } from '../collections/collections.ts'
import { type Finding, finding } from './finding.ts'
import { type Pace, walkValues } from './walk.ts'

/** More documents of one number than this are shown and mended in parts. */
const perNumber = 200

/** Several valid devices with one IMEI, and several with one ICCID. A legacy duplicate that was marked is none. */
export async function* findDuplicates(tables: Collections, pace: Pace): AsyncGenerator<Finding> {
  for (const field of ['imei', 'ccid'] as const) {
    // Index keys are names, not typed fields.
    for await (const values of walkValues(tables.devices as unknown as Collection<Document>, field, pace)) {
      for (const { value, count } of values) {
        if (count < 2) continue
        const found = await duplicatesOf(tables, field, value)
        const named = found.map(({ document }) => (field === 'imei' ? value : document.imei))
        if (field === 'imei' && found.length > 1) {
          const keep = deviceToKeep(found)
          const fix = keep === null ? 'by-hand' : 'offered'
          yield finding('duplicate-imei', 'devices', value, { label: value, count: found.length, fix })
        }
        // Documents of one IMEI with one ICCID are one unit: that is the duplicate above.
        if (field === 'ccid' && new Set(named).size > 1) {
          const facts = { imeis: named.slice(0, 5).join(', ') }
          yield finding('duplicate-iccid', 'devices', value, {
            label: value,
            count: found.length,
            fix: 'offered',
            facts,
          })
        }
      }
    }
  }
}

export type StoredDuplicate = Duplicate & { readonly document: StoredDevice }

/** The valid devices of a number, as the rules look at them. */
export async function duplicatesOf(
  { devices }: Pick<Collections, 'devices'>,
  field: 'imei' | 'ccid',
  value: string,
): Promise<StoredDuplicate[]> {
  const found = await devices
    .find({ [field]: value, valido: { $ne: false } })
    .limit(perNumber)
    .toArray()
  return found.map((document) => {
    const made: unknown = document.fecha_creacion
    return {
      id: document._id.toHexString(),
      estado: String(document.estado),
      madeAt: made instanceof Date ? made.getTime() : 0,
      isVerified: document.verificado != null,
      document,
    }
  })
}

/** The one of them that stays as it is; null where only a person can tell. */
export function keptOf(field: 'imei' | 'ccid', found: readonly StoredDuplicate[]): Duplicate | null {
  return field === 'imei' ? deviceToKeep(found) : iccidToKeep(found)
}
