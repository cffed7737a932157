import { createHash } from 'node:crypto'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { headerKey, type ImportMapping, tidyMapping } from '../../../shared/domain/import/import-headers.ts'
import type { Collections } from '../collections/collections.ts'

/**
 * Which column was which field, for files with the same titles: of the whole plant, because a supplier's files come to
 * whoever is in the office that day.
 */
export function importMappings({ settings }: Pick<Collections, 'settings'>) {
  const idOf = (kind: ImportKind, titles: readonly string[]) =>
    `import-mapping-${createHash('sha256').update(headerKey(kind, titles)).digest('hex')}`

  return {
    async find(kind: ImportKind, titles: readonly string[]): Promise<ImportMapping | null> {
      const stored = await settings.findOne({ _id: idOf(kind, titles) })
      const columns: unknown = stored?.['columns']
      return Array.isArray(columns) ? tidyMapping(kind, titles.length, columns) : null
    },

    async keep(
      kind: ImportKind,
      titles: readonly string[],
      mapping: ImportMapping,
      by: string,
      now: Date,
    ): Promise<void> {
      await settings.updateOne(
        { _id: idOf(kind, titles) },
        { $set: { kind, titles: [...titles], columns: [...mapping], updated_at: now, updated_by: by } },
        { upsert: true },
      )
    },
  }
}
