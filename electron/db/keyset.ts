import { type Collection, type Document, type Filter, MongoServerError, ObjectId, type Sort } from 'mongodb'
import type { z } from 'zod'
import { readLeniently } from '../../shared/schemas/lenient.ts'
import type { ReadOf } from '../../shared/schemas/reading.ts'

/** The last row of a page. A next page begins after it, so page one thousand costs what page one costs. */
export interface Place {
  /** `_id`, as text. */
  readonly id: string
  /** What the list is ordered by before `_id`; epoch ms, null of a document without it. */
  readonly at: number | null
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Null: this was the last page. */
  readonly next: Place | null
}

/** A document as read, with its id as text. */
export type Row<Schema extends z.ZodType> = ReadOf<Schema> & { readonly id: string }

/** Longer pages are no pages: nobody reads them, and the process that builds them stops for everybody else. */
export const pageLimit = 500

export function readRow<Schema extends z.ZodObject>(schema: Schema, document: Document): Row<Schema> {
  return { ...readLeniently(schema, document).value, id: String(document['_id']) }
}

/** One range of a list, in the order in which its index holds it. */
interface Step {
  readonly filter: Filter<Document>
  readonly sort: Sort
}

/** Ordered by `_id`, which is the order of making. The index has to end in `_id`, after what the filter fixes. */
export async function pageById<Stored extends Document, Schema extends z.ZodObject>(
  collection: Collection<Stored>,
  schema: Schema,
  filter: Filter<Document>,
  after: Place | null,
  limit: number,
): Promise<Page<Row<Schema>>> {
  const from = after === null ? {} : { _id: { $gt: new ObjectId(after.id) } }
  const found = await readSteps(collection, [{ filter: { ...filter, ...from }, sort: { _id: 1 } }], limit)
  return pageOf(schema, found, null, limit)
}

export interface DatePage {
  /** Both ends are in it. */
  readonly range?: { readonly from: Date; readonly to: Date }
  readonly after: Place | null
  readonly limit: number
}

/**
 * Newest first by a date and then `_id`. Without a range of dates, documents without one come last, as the other
 * program may leave them.
 * @param index by name, for a list of several words (`$in`): in a small collection the planner would rather sort in
 * memory, and keep to it when the collection has grown. Where the index is not made yet, the planner chooses.
 */
export async function pageByDate<Stored extends Document, Schema extends z.ZodObject>(
  collection: Collection<Stored>,
  schema: Schema,
  field: string,
  filter: Filter<Document>,
  { range, after, limit }: DatePage,
  index?: string,
): Promise<Page<Row<Schema>>> {
  const within = range === undefined ? {} : { [field]: { $gte: range.from, $lte: range.to } }
  const sort = { [field]: -1, _id: -1 } as const
  const steps = after === null ? [{ filter: within, sort }] : olderThan(field, after, range)
  const whole = steps.map((step) => ({ ...step, filter: { ...filter, ...step.filter } }))
  return pageOf(schema, await readSteps(collection, whole, limit, index), field, limit)
}

/**
 * What comes after a row, as ranges one after the other: of the same moment, older, without a date. As one `$or`
 * beside the list's own filter the planner reads the list from its beginning, more with every page (seen on 6.0).
 */
function olderThan(field: string, { id, at }: Place, range: DatePage['range']): Step[] {
  const _id = { $lt: new ObjectId(id) }
  if (at === null) return [{ filter: { [field]: null, _id }, sort: { _id: -1 } }]
  const date = new Date(at)
  // Where the date is one, it is no part of the order: else the ranges of `$in` are not merged but sorted.
  const sameMoment: Step = { filter: { [field]: date, _id }, sort: { _id: -1 } }
  const sort = { [field]: -1, _id: -1 } as const
  if (range !== undefined) return [sameMoment, { filter: { [field]: { $lt: date, $gte: range.from } }, sort }]
  const undated: Step = { filter: { [field]: null }, sort: { _id: -1 } }
  return [sameMoment, { filter: { [field]: { $lt: date } }, sort }, undated]
}

async function readSteps<Stored extends Document>(
  collection: Collection<Stored>,
  steps: readonly Step[],
  limit: number,
  index?: string,
): Promise<Document[]> {
  const documents = collection as unknown as Collection // the filters are of names, also of fields that may be missing
  const found: Document[] = []
  for (const step of steps) {
    const wanted = clamped(limit) - found.length
    if (wanted > 0) found.push(...(await readStep(documents, step, wanted, index)))
  }
  return found
}

async function readStep(
  collection: Collection,
  { filter, sort }: Step,
  limit: number,
  index: string | undefined,
): Promise<Document[]> {
  return hinted(index, (hint) => collection.find(filter, hint).sort(sort).limit(limit).toArray())
}

/**
 * Asks by an index of a name, where the planner's own choice is known to be a bad one; where that index is not made yet,
 * the planner chooses.
 */
export async function hinted<Found>(
  index: string | undefined,
  ask: (options: { readonly hint?: string }) => Promise<Found>,
): Promise<Found> {
  if (index === undefined) return ask({})
  try {
    return await ask({ hint: index })
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== badValue) throw error
    return ask({})
  }
}

/** The server's code for a hint at an index that is not there. */
const badValue = 2

function clamped(limit: number): number {
  return Math.min(Math.max(1, limit), pageLimit)
}

function pageOf<Schema extends z.ZodObject>(
  schema: Schema,
  found: readonly Document[],
  field: string | null,
  limit: number,
): Page<Row<Schema>> {
  const last = found.at(-1)
  const next = last === undefined || found.length < clamped(limit) ? null : placeOf(last, field)
  return { rows: found.map((document) => readRow(schema, document)), next }
}

function placeOf(document: Document, field: string | null): Place {
  const at: unknown = field === null ? null : document[field]
  return { id: String(document['_id']), at: at instanceof Date ? at.getTime() : null }
}
