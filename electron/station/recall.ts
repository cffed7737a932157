import { z } from 'zod'
import { type PlantSettings, plantSettingsSchema } from '../../shared/settings.ts'
import type { Act, AnyAct, Workplace } from '../../shared/station/act.ts'
import {
  actBaseShape,
  actorSchema,
  idSchema,
  operatorSchema,
  workplaceSchema,
} from '../../shared/station/act-schema.ts'
import {
  numberBlocksSchema,
  offerSchema,
  recentScanSchema,
  standingSchema,
  verdictSchema,
} from '../../shared/station/state-schema.ts'
import { isStationWord, type StationWord, stationWords } from '../../shared/stations.ts'
import { readPlantSettings } from '../db/plant/plant-settings.ts'
import type { Journal, Stored } from '../journal/journal.ts'
import type { EntryInput, JournalEntry } from './entry.ts'
import { freshMemory, freshWords, type StationMemory } from './memory.ts'
import { olderJournal, slices } from './slices.ts'
import { journalVersion } from './stored.ts'

/** What a restarted station goes on with. */
export interface Recalled {
  readonly memory: StationMemory
  /** Acts that were answered "kept here" and are not in the database yet, oldest first. */
  readonly kept: readonly { readonly seq: number; readonly act: AnyAct }[]
  /** What came in and was not answered, oldest first. */
  readonly unanswered: readonly JournalEntry[]
  /** Values that could not be read, now and earlier. */
  readonly aside: number
}

const wordSchema = z.enum(stationWords)
const offerNowSchema = offerSchema.extend({ until: z.number() })

const inputSchema: z.ZodType<EntryInput> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('code'), text: z.string() }),
  z.object({ kind: z.literal('command'), command: z.string() }),
  z.object({ kind: z.literal('timer'), name: z.string() }),
  z.object({ kind: z.literal('supervise'), supervisor: operatorSchema, reason: z.string(), offer: offerSchema }),
  z.object({ kind: z.literal('open'), word: wordSchema.nullable() }),
])

const entrySchema: z.ZodType<JournalEntry> = z.object({
  seq: z.number().int(),
  scanId: z.string(),
  at: z.number(),
  scannerId: z.string(),
  input: inputSchema,
  actor: actorSchema.nullable(),
  word: wordSchema.nullable(),
  workplace: workplaceSchema,
  // A setting that is newer than the entry is the default.
  plant: z.record(z.string(), z.unknown()).transform(readPlantSettings).pipe(plantSettingsSchema),
  ids: z.tuple([idSchema], idSchema),
})

const keptSchema = z.object({ act: z.unknown() })
const undoSchema = z.object({
  ...actBaseShape,
  word: wordSchema,
  kind: z.literal('undo'),
  undoes: z.unknown(),
  supervisor: z.string().nullable(),
})
const versioned = z.object({ v: z.number().int() })

/** What the journal does not say by itself: where this PC stands now. */
export interface RecallFacts {
  readonly workplace: Workplace
  readonly plant: PlantSettings
  readonly offered: readonly StationWord[]
}

/**
 * Reads the journal as any file is read: an older program may have written it, a newer one, or a bug. What this program
 * cannot read is set aside, where the technician finds it, and never stands in the way of the rest.
 */
export async function recall(journal: Journal, { workplace, plant, offered }: RecallFacts): Promise<Recalled> {
  await takeBack(journal)
  const setAside = (place: string, value: unknown, error: unknown) => journal.aside.put(place, value, whyOf(error))
  const raw = await journal.state()
  const seq = await takenSeq(journal, raw)
  const memory = await readState(raw, seq, freshMemory(workplace, offered), workplace, setAside)
  const kept: { seq: number; act: AnyAct }[] = []
  for (const stored of await journal.pending()) {
    const act = await readOr(setAside, stored, () => readKept(stored.value))
    if (act !== null) kept.push({ seq: stored.seq, act })
  }
  const unanswered: JournalEntry[] = []
  for (const stored of await journal.entriesAfter(seq)) {
    const entry = await readOr(setAside, stored, () => readEntry(stored.value, { workplace, plant }))
    if (entry !== null) unanswered.push(entry)
  }
  journal.continueAfter(Math.max(seq, ...kept.map((one) => one.seq)))
  return { memory, kept, unanswered, aside: (await journal.aside.list()).length }
}

type SetAside = (place: string, value: unknown, error: unknown) => Promise<void>

/** Kept acts that an older program could not read come back when a newer one can. */
async function takeBack(journal: Journal): Promise<void> {
  for (const aside of await journal.aside.list()) {
    if (!aside.place.startsWith('pending/')) continue
    const isReadable = await Promise.resolve()
      .then(() => readKept(aside.value))
      .then(
        () => true,
        () => false,
      )
    if (isReadable) await journal.aside.restore(aside)
  }
}

/**
 * The last entry that was taken in. Where neither the journal nor its state says it, all of them count as taken in: an old
 * scan that is read again as a new one would do more harm than one that is looked up by hand.
 */
async function takenSeq(journal: Journal, raw: unknown): Promise<number> {
  const taken = await journal.taken()
  if (taken !== null) return taken
  const seq = z.object({ seq: z.number().int() }).safeParse(raw)
  if (seq.success) return seq.data.seq
  return raw === null ? 0 : journal.lastEntry()
}

async function readOr<Value>(setAside: SetAside, stored: Stored, read: () => Value): Promise<Value | null> {
  try {
    return read()
  } catch (error) {
    await setAside(stored.place, stored.value, error)
    return null
  }
}

/**
 * Whether it is of the form that this program writes; what carries no version is older.
 * @throws of what a newer program wrote: read as ours, it would lose what we do not know
 */
function isOfNow(value: unknown): boolean {
  const { success, data } = versioned.safeParse(value)
  if (success && data.v > journalVersion) throw new Error(`written by a newer program (${data.v})`)
  return success
}

/** @throws ZodError */
function readEntry(value: unknown, now: Pick<RecallFacts, 'workplace' | 'plant'>): JournalEntry {
  const entry = isOfNow(value) ? value : olderJournal.entry(recordOf(value), now)
  return entrySchema.parse(entry)
}

/** @throws ZodError */
function readKept(value: unknown): AnyAct {
  const kept = isOfNow(value) ? value : olderJournal.kept(recordOf(value))
  return readAct(keptSchema.parse(kept).act)
}

/** An act by the schema of the slice whose it is. @throws ZodError */
function readAct(value: unknown): AnyAct {
  if (recordOf(value)['kind'] !== 'undo') return readOwnAct(value)
  const undo = undoSchema.parse(value)
  return { ...undo, undoes: readOwnAct(undo.undoes) }
}

function readOwnAct(value: unknown): Act {
  const { word } = z.object({ word: wordSchema }).parse(value)
  return slices[word].act.parse(value)
}

function recordOf(value: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(value)
}

/** The memory, part by part: one that cannot be read costs nothing but itself. */
async function readState(
  raw: unknown,
  seq: number,
  fresh: StationMemory,
  workplace: Workplace,
  setAside: SetAside,
): Promise<StationMemory> {
  if (raw === null) return { ...fresh, seq }
  let stored: Record<string, unknown>
  try {
    stored = isOfNow(raw) ? recordOf(raw) : { ...olderJournal.state(recordOf(raw)) }
  } catch (error) {
    await setAside('state', raw, error)
    return { ...fresh, seq }
  }
  async function part<Value>(name: string, schema: z.ZodType<Value>, otherwise: Value): Promise<Value> {
    const read = schema.safeParse(stored[name])
    if (read.success) return read.data
    await setAside(`state/${name}`, stored[name], read.error)
    return otherwise
  }
  async function each<Value>(name: string, read: (value: unknown) => Value): Promise<Value[]> {
    const good: Value[] = []
    for (const [index, value] of (await part(name, z.array(z.unknown()), [])).entries()) {
      const one = await readOr(setAside, { seq: 0, place: `state/${name}/${index}`, value }, () => read(value))
      if (one !== null) good.push(one)
    }
    return good
  }
  return {
    seq,
    word: await part('word', wordSchema.nullable(), fresh.word),
    standing: await part('standing', standingSchema.nullable(), null),
    offer: await part('offer', offerNowSchema.nullable(), null),
    undoable: await each('undoable', readOwnAct),
    recent: await each('recent', (value) => recentScanSchema.parse(value)),
    last: await part('last', verdictSchema.nullable(), null),
    numbers: await part('numbers', numberBlocksSchema, {}),
    words: await readWords(await part('words', z.record(z.string(), z.unknown()), {}), workplace, setAside),
  }
}

async function readWords(
  stored: Readonly<Record<string, unknown>>,
  workplace: Workplace,
  setAside: SetAside,
): Promise<StationMemory['words']> {
  const words: Record<string, unknown> = { ...freshWords(workplace) }
  for (const [word, value] of Object.entries(stored)) {
    const place = `state/words/${word}`
    // Of a station that this program does not have.
    if (!isStationWord(word)) await setAside(place, value, new Error('no such station'))
    else words[word] = (await readOr(setAside, { seq: 0, place, value }, () => readWord(word, value))) ?? words[word]
  }
  return words as StationMemory['words'] // one for each slice, from `freshWords`
}

/** @throws ZodError, or what a slice's migration throws */
function readWord(word: StationWord, value: unknown): unknown {
  const { v, state } = z.object({ v: z.number().int(), state: z.unknown() }).parse(value)
  const slice = slices[word]
  if (v > slice.state.version) throw new Error(`written by a newer program (${v})`)
  const current = v === slice.state.version ? state : (slice.state.migrate?.(v, state) ?? state)
  return slice.state.schema.parse(current)
}

function whyOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error)
  const [issue] = error.issues
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 200)
}
