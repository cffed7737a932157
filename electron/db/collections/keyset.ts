import { BSON, type Collection, type Document, type Filter, MongoServerError, ObjectId, type Sort } from 'mongodb'
import type { z } from 'zod'
import { bsonTypeOf } from '../../../shared/schemas/bson-type.ts'
import { readLeniently } from '../../../shared/schemas/lenient.ts'
import type { ReadOf } from '../../../shared/schemas/reading.ts'

/** The last row of a page. A next page begins after it, so page one thousand costs what page one costs. */
export interface Position {
  /** `_id`, as text. */
  readonly id: string
  /**
   * What the list is ordered by before `_id`: a date as epoch ms; any other value (an ISO text where a date belongs,
   * an employee's number) as the base64 of its BSON, because Extended JSON reads an object of its own names as another
   * value; null of a document without it.
   */
  readonly at: number | string | null
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Null: this was the last page. */
  readonly next: Position | null
}

/** Fields that alone are read (1), or that alone are not (0). */
export type Projection = Readonly<Record<string, 0 | 1>>

/** A document as read, with its id as text. */
export type Row<Schema extends z.ZodType> = ReadOf<Schema> & { readonly id: string }

/** Longer pages are no pages: nobody reads them, and the process that builds them stops for everybody else. */
export const pageLimit = 500

/** Takes the document over: copying each would take longer than reading it. */
export function readRow<Schema extends z.ZodObject>(schema: Schema, document: Document): Row<Schema> {
  return Object.assign(readLeniently(schema, document).value, { id: String(document['_id']) })
}

/** What is in a list, and in which order: read page by page, or from its beginning to its end. */
export interface Listing {
  readonly filter: Filter<Document>
  /** What it is ordered by before `_id`; null: by `_id` alone, which is the order of making. */
  readonly field: string | null
  readonly direction: 1 | -1
  /**
   * By name, where the planner would choose another: a list of several words (`$in`), which it would rather sort in
   * memory, or a look-up, which it may answer by walking `_id`. Where the index is not made yet, the planner chooses.
   */
  readonly index?: string
}

/** Ordered by `_id`. The index has to end in `_id`, after what the filter fixes, or what is found is sorted in memory. */
export function byId(filter: Filter<Document>, index?: string): Listing {
  return { filter, field: null, direction: 1, ...(index !== undefined && { index }) }
}

/**
 * Newest first by a date and then `_id`. What has no date there comes last, as the other program may leave it: texts
 * before it, which may be dates in ISO form, then nothing at all.
 */
export function newestBy(field: string, filter: Filter<Document>, index?: string): Listing {
  return { filter, field, direction: -1, ...(index !== undefined && { index }) }
}

/** In the order of a number that is text and that each has but once. */
export function numberedBy(field: string, filter: Filter<Document>, index?: string): Listing {
  return { filter, field, direction: 1, ...(index !== undefined && { index }) }
}

/** Both ends are in it. */
export interface DateRange {
  readonly from: Date
  readonly to: Date
}

export interface DatePage {
  readonly range?: DateRange
  readonly after: Position | null
  readonly limit: number
}

export async function readPage<Stored extends Document, Schema extends z.ZodObject>(
  collection: Collection<Stored>,
  schema: Schema,
  listing: Listing,
  { range, after, limit }: DatePage,
  projection?: Projection,
): Promise<Page<Row<Schema>>> {
  const most = Math.min(Math.max(1, limit), pageLimit)
  const documents = collection as unknown as Collection // the filters are of names, also of fields that may be missing
  const found: Document[] = []
  for (const step of listingSteps(listing, range, after)) {
    // One more, which is not shown: else a list that ends with a whole page would have an empty one after it.
    const wanted = most + 1 - found.length
    if (wanted > 0) found.push(...(await readStep(documents, step, wanted, projection)))
  }
  const shown = found.slice(0, most)
  const last = shown.at(-1)
  const next = last === undefined || found.length === shown.length ? null : positionOf(last, listing.field)
  return { rows: shown.map((document) => readRow(schema, document)), next }
}

/** One range of a list, in the order in which its index holds it. */
export interface Step {
  readonly filter: Filter<Document>
  readonly sort: Sort
  readonly index?: string
}

/**
 * A list, or what comes after a row of it, as ranges one after the other. As one `$or` beside the list's own filter the
 * planner reads the list from its beginning, more with every page (seen on 6.0).
 */
export function listingSteps(listing: Listing, range: DateRange | undefined, after: Position | null): Step[] {
  const { filter, field, direction, index } = listing
  const ranges = field === null ? [idRange(after, direction)] : fieldRanges(field, direction, range, after)
  return ranges.map((step) => ({
    filter: { ...filter, ...step.filter },
    sort: step.sort,
    ...(index !== undefined && { index }),
  }))
}

function idRange(after: Position | null, direction: 1 | -1): Step {
  return { filter: after === null ? {} : beyondId(after, direction), sort: { _id: direction } }
}

function beyondId({ id }: Position, direction: 1 | -1): Filter<Document> {
  const _id = ObjectId.isValid(id) ? new ObjectId(id) : id
  return { _id: direction === 1 ? { $gt: _id } : { $lt: _id } } as Filter<Document> // an `_id` of another program may be text
}

function fieldRanges(field: string, direction: 1 | -1, range: DateRange | undefined, after: Position | null): Step[] {
  const sort = { [field]: direction, _id: direction }
  if (range !== undefined) return datedRanges(field, range, after, sort)
  if (after === null) return [{ filter: {}, sort }]
  const at = positionValue(after)
  // Where the value is one, it is no part of the order: else the ranges of `$in` are not merged but sorted.
  const same: Step = { filter: { [field]: { $eq: at }, ...beyondId(after, direction) }, sort: { _id: direction } }
  if (at === null) return [same]
  const beyond: Step = { filter: { [field]: direction === 1 ? { $gt: at } : { $lt: at } }, sort }
  if (direction === 1) return [same, beyond]
  // A comparison finds values of its own kind alone: those of lesser kinds, as the index orders them, are ranges of
  // their own, else a text among the dates is on no page but the first.
  const lesser = kindsBelow(at)
  const others: Step[] = lesser.length === 0 ? [] : [{ filter: { [field]: { $type: lesser } }, sort }]
  return [same, beyond, ...others, { filter: { [field]: null }, sort: { _id: direction } }]
}

/** Dates of a time, then texts that say a moment of it: ISO text sorts as its moments do. */
function datedRanges(field: string, { from, to }: DateRange, after: Position | null, sort: Sort): Step[] {
  // To the second: with its parts a second is written in more than one way.
  const second = (at: Date) => at.toISOString().slice(0, 19)
  const texts = { $gte: second(from), $lt: `${second(to)}~` }
  const text: Step = { filter: { [field]: texts }, sort }
  if (after === null) return [{ filter: { [field]: { $gte: from, $lte: to } }, sort }, text]
  const at = positionValue(after)
  const same: Step = { filter: { [field]: { $eq: at }, ...beyondId(after, -1) }, sort: { _id: -1 } }
  if (typeof at === 'string') return [same, { filter: { [field]: { $gte: texts.$gte, $lt: at } }, sort }]
  return [same, { filter: { [field]: { $gte: from, $lt: at } }, sort }, text]
}

/** Kinds of values as an index orders them, least first; dates stand almost at its end. */
const kinds = ['number', 'string', 'object', 'binData', 'objectId', 'bool', 'date', 'timestamp'] as const

function kindsBelow(value: unknown): readonly (typeof kinds)[number][] {
  return kinds.slice(0, kinds.indexOf(kindOf(value)))
}

function kindOf(value: unknown): (typeof kinds)[number] {
  if (value instanceof Date) return 'date'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number' || typeof value === 'bigint') return 'number'
  switch (bsonTypeOf(value)) {
    case 'ObjectId':
      return 'objectId'
    case 'Binary':
      return 'binData'
    case 'Timestamp':
      return 'timestamp'
    case 'Long':
    case 'Decimal128':
      return 'number'
    default:
      return 'object'
  }
}

async function readStep(
  collection: Collection,
  { filter, sort, index }: Step,
  limit: number,
  projection: Projection | undefined,
): Promise<Document[]> {
  const found = (hint: { readonly hint?: string }) =>
    collection
      .find(filter, { ...hint, ...(projection && { projection }) })
      .sort(sort)
      .limit(limit)
      .toArray()
  return hinted(index, found)
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
    if (!isHintRefused(error)) throw error
    return ask({})
  }
}

/** A hint at an index that is not there. */
export function isHintRefused(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 2
}

function positionOf(document: Document, field: string | null): Position {
  const id = String(document['_id'])
  const at: unknown = field === null ? null : (document[field] ?? null)
  if (at === null) return { id, at }
  if (at instanceof Date) return { id, at: at.getTime() }
  return { id, at: Buffer.from(BSON.serialize({ at })).toString('base64') }
}

/**
 * Only ever compared with (`$eq`, `$lt`), so that nothing in it is read as an operator.
 * @throws where it is no BSON: no position of ours.
 */
function positionValue({ at }: Position): unknown {
  if (typeof at === 'number') return new Date(at)
  return at === null ? null : BSON.deserialize(Buffer.from(at, 'base64'))['at']
}

/** Whether it can have been a position of ours: what a page sends back is only believed so far. */
export function isPosition(position: Position): boolean {
  try {
    return positionValue(position) !== undefined
  } catch {
    return false
  }
}
