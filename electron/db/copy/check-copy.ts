import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { readContainer } from './container.ts'
import { CopyDamagedError } from './copy-damaged.ts'
import {
  type CollectionEnd,
  type CopiedCollection,
  type CopyEnd,
  type CopyHeader,
  collectionEndSchema,
  collectionSchema,
  endSchema,
  headerSchema,
  type Section,
} from './copy-sections.ts'

export interface CheckedCopy {
  readonly header: CopyHeader
  readonly end: CopyEnd
  readonly collections: readonly (CopiedCollection & CollectionEnd)[]
}

/** What a reader of a copy does with it, in the file's order. A payload of documents is valid only during the call. */
export interface CopyVisitor {
  readonly collection?: (collection: CopiedCollection) => Promise<void> | void
  readonly documents?: (collection: CopiedCollection, bytes: Uint8Array, count: number) => Promise<void> | void
  readonly collectionEnd?: (collection: CopiedCollection, end: CollectionEnd) => Promise<void> | void
}

/**
 * Reads a copy whole: order of the sections, every document, every count and hash.
 * @param countDocuments counts the documents of a payload, having parsed each. Throws where one is no BSON.
 * @throws CopyDamagedError
 */
export async function checkCopy(
  path: string,
  countDocuments: (bytes: Uint8Array) => number,
  visitor: CopyVisitor = {},
): Promise<CheckedCopy> {
  let header: CopyHeader | null = null
  let open: CopiedCollection | null = null
  let end: CopyEnd | null = null
  let documents = 0
  let all = 0
  let hash = createHash('sha256')
  const collections: (CopiedCollection & CollectionEnd)[] = []

  for await (const section of readContainer(path)) {
    if (end !== null) throw new CopyDamagedError('something follows its end')
    if ((section.kind === 'header') !== (header === null))
      throw new CopyDamagedError('its header is not where it belongs')
    switch (section.kind) {
      case 'header':
        header = parsed(section, headerSchema)
        break
      case 'collection':
        if (open !== null) throw new CopyDamagedError(`${open.name} has no end`)
        open = parsed(section, collectionSchema)
        documents = 0
        hash = createHash('sha256')
        await visitor.collection?.(open)
        break
      case 'documents': {
        if (open === null) throw new CopyDamagedError('documents of no collection')
        const count = counted(section.payload, countDocuments, open.name)
        documents += count
        hash.update(section.payload)
        await visitor.documents?.(open, section.payload, count)
        break
      }
      case 'collection-end': {
        if (open === null) throw new CopyDamagedError('an end of no collection')
        const told = parsed(section, collectionEndSchema)
        if (told.documents !== documents || told.sha256 !== hash.digest('hex')) {
          throw new CopyDamagedError(`${open.name} does not have the documents that it says`)
        }
        await visitor.collectionEnd?.(open, told)
        collections.push({ ...open, ...told })
        all += documents
        open = null
        break
      }
      case 'end':
        end = parsed(section, endSchema)
    }
  }
  if (header === null || end === null || open !== null) throw new CopyDamagedError('it has no end')
  if (end.collections !== collections.length || end.documents !== all) {
    throw new CopyDamagedError('its counts do not match')
  }
  return { header, end, collections }
}

function counted(bytes: Uint8Array, countDocuments: (bytes: Uint8Array) => number, name: string): number {
  try {
    return countDocuments(bytes)
  } catch {
    throw new CopyDamagedError(`a document of ${name} is no BSON`)
  }
}

function parsed<Schema extends z.ZodType>(section: Section, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(section.payload).toString('utf8')))
  } catch {
    throw new CopyDamagedError(`its ${section.kind} cannot be read`)
  }
}
