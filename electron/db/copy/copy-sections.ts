import { z } from 'zod'

/**
 * What a copy is made of, in this order: one header, then for each collection its description, its documents and its
 * end, then one end. All but the documents are JSON; the documents are BSON one after another, as the server sent them.
 */
export const sectionKinds = ['header', 'collection', 'documents', 'collection-end', 'end'] as const
export type SectionKind = (typeof sectionKinds)[number]

export interface Section {
  readonly kind: SectionKind
  readonly payload: Uint8Array
}

export const copyFormat = 1

const databaseName = z.string().regex(/^[^/\\. "$*<>:|?\0]{1,63}$/)

export const headerSchema = z.object({
  format: z.literal(copyFormat),
  /** Of the program and of the server that made it. */
  version: z.string(),
  server: z.string(),
  /** The data folder's own id: copies of several PCs may lie in one folder. */
  installation: z.string(),
  /** The program's database among those copied. */
  databaseName,
  /** All of it is as it was within a second of this. */
  startedAt: z.iso.datetime(),
})
export type CopyHeader = z.infer<typeof headerSchema>

export const collectionSchema = z.object({
  database: databaseName,
  name: z.string().min(1).max(255),
  type: z.enum(['collection', 'view']),
  /** As the server lists them, in extended JSON, which keeps every type. */
  options: z.string(),
  indexes: z.array(z.string()),
})
export type CopiedCollection = z.infer<typeof collectionSchema>

export const collectionEndSchema = z.object({
  documents: z.number().int().min(0),
  /** SHA-256, hex, of the collection's documents one after another. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type CollectionEnd = z.infer<typeof collectionEndSchema>

export const endSchema = z.object({
  collections: z.number().int().min(0),
  documents: z.number().int().min(0),
})
export type CopyEnd = z.infer<typeof endSchema>

export function jsonSection(kind: Exclude<SectionKind, 'documents'>, value: object): Section {
  return { kind, payload: Buffer.from(JSON.stringify(value), 'utf8') }
}
