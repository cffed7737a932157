import type { Collection, Document } from 'mongodb'
import type { Collections } from '../collections/collections.ts'
import { onPallet, palletNumberOf } from '../collections/platform-fields.ts'
import { type Finding, finding } from './finding.ts'
import { type Pace, pagesOf } from './walk.ts'

/** What stands on a pallet, as its devices say. */
export interface PalletContents {
  readonly cartons: readonly string[]
  readonly devices: number
}

export async function contentsOf({ devices }: Pick<Collections, 'devices'>, number: string): Promise<PalletContents> {
  const groups = await devices
    .aggregate<{ _id: string | null; count: number }>([
      { $match: { $and: [onPallet(number), { valido: { $ne: false } }] } },
      { $group: { _id: { $ifNull: ['$carton_id', '$package_no'] }, count: { $sum: 1 } } },
    ])
    .toArray()
  const cartons = groups.flatMap(({ _id }) => (typeof _id === 'string' && _id !== '' ? [_id] : [])).sort()
  return { cartons, devices: groups.reduce((sum, { count }) => sum + count, 0) }
}

const counted = ['carton_count', 'device_count'] as const

/**
 * What of a pallet's list differs from its devices. Only what it keeps is held against them: a pallet in the
 * reference's form alone lists no cartons. A pallet whose devices nobody registered is no finding: it was imported.
 */
export function contentChanges(
  pallet: Document,
  { cartons, devices }: PalletContents,
): { readonly field: string; readonly before: unknown; readonly after: unknown }[] {
  const listed: unknown = pallet['carton_ids']
  if (!Array.isArray(listed) || devices === 0) return []
  const same = [...listed].map(String).sort().join('\n') === cartons.join('\n')
  // Those that stay keep their place.
  const kept = listed.filter((carton) => cartons.includes(String(carton)))
  const after = [...kept, ...cartons.filter((carton) => !listed.includes(carton))]
  const real = { carton_count: cartons.length, device_count: devices }
  return [
    ...(same ? [] : [{ field: 'carton_ids', before: listed, after }]),
    ...counted.flatMap((field) =>
      typeof pallet[field] === 'number' && pallet[field] !== real[field]
        ? [{ field, before: pallet[field], after: real[field] }]
        : [],
    ),
  ]
}

/** Pallets whose list of cartons is not what their devices say, as a second partial import of the platform leaves one. */
export async function* findContents(tables: Collections, pace: Pace): AsyncGenerator<Finding> {
  const pallets = tables.pallets as unknown as Collection<Document> // of the platform's form too
  const fields = { pallet_number: 1, pallet_id: 1, carton_ids: 1, carton_count: 1, device_count: 1 }
  for await (const page of pagesOf<Document>(pallets, { 'carton_ids.0': { $exists: true } }, fields, pace, 50)) {
    for (const pallet of page) {
      const number = palletNumberOf({
        pallet_number: pallet['pallet_number'] ?? null,
        pallet_id: pallet['pallet_id'] ?? null,
      })
      if (number === null) continue
      const changes = contentChanges(pallet, await contentsOf(tables, number))
      if (changes.length === 0) continue
      const facts = { fields: changes.map(({ field }) => field).join(', ') }
      yield finding('pallet-contents', 'pallets', String(pallet['_id']), { label: number, fix: 'offered', facts })
    }
  }
}
