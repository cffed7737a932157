import { asideOf } from './aside.ts'
import { decode, encode, type Level, openDisk } from './disk.ts'
import { knownUnitsOf } from './known-units.ts'
import { marksOf, sessionsOf } from './marks.ts'

/** The disk did not take an entry: what it stands for was not accepted. */
export class NotDurable extends Error {
  constructor(cause: unknown) {
    super('the journal did not take the entry', { cause })
  }
}

/** What is written together with the station's state. */
export interface StateChange {
  /** Acts that were answered "kept here", each under the number of its entry. */
  readonly adds?: readonly { readonly seq: number; readonly kept: unknown }[]
  /** The kept acts of these entries are in the database now, or conflicts. */
  readonly removes?: readonly number[]
  readonly sync?: boolean
}

/**
 * The durable journal of this PC. LevelDB with `sync: true`: a put is in its log and fsynced before it returns
 * (0.3 ms), so what was answered survives a kill at any moment. One folder, one program: LevelDB locks it itself. What
 * the values are is said by `electron/station/recall.ts`, which parses every one of them: an older or a newer program
 * may have written them.
 *
 * Keys: `scan/<seq>` the entries; `state` the station's state after entry `taken`; `pending/<seq>` acts that were
 * answered "kept here" and are not in the database yet; `aside/<place>` what could not be read; `known/<order>/<imei>`
 * what the database said of a unit, `known-as-of/<order>` when; `session/<id>` server sessions in use; `mark/<name>` texts.
 */
export async function openJournal(folder: string) {
  const disk = await openDisk(folder)
  const { level, written } = disk
  let nextSeq = 1 + (await lastSeq(level))

  return {
    /** The next entry's number. */
    nextSeq: () => nextSeq++,

    /** No entry gets a number up to this one: not everything that has a number leaves an entry (badges). */
    continueAfter(seq: number): void {
      nextSeq = Math.max(nextSeq, seq + 1)
    },

    /** Durable when it returns. @throws NotDurable where the disk refuses */
    async append(seq: number, entry: unknown): Promise<void> {
      try {
        await written(() => level.put(`scan/${key(seq)}`, encode(entry), { sync: true }))
      } catch (error) {
        throw new NotDurable(error)
      }
    },

    /**
     * The state after an entry was answered, together with what became kept or was written. Not synced: after a
     * power cut the entry is decided again from the older state, with the same result and the same ids.
     */
    async settle(seq: number, state: unknown, change: StateChange = {}): Promise<void> {
      await written(() => {
        const batch = level.batch().put('state', encode(state)).put('taken', encode(seq))
        for (const { seq: of, kept } of change.adds ?? []) batch.put(`pending/${key(of)}`, encode(kept))
        for (const of of change.removes ?? []) batch.del(`pending/${key(of)}`)
        return batch.write({ sync: change.sync ?? false })
      })
    },

    /** Null in a new journal. */
    state: async (): Promise<unknown> => decode((await level.get('state')) ?? 'null'),

    /** The last entry that the state has taken in; null where no program has said it apart from its state. */
    async taken(): Promise<number | null> {
      const value = decode((await level.get('taken')) ?? 'null')
      return typeof value === 'number' ? value : null
    },

    /** The last entry's number, 0 where there is none. */
    lastEntry: (): Promise<number> => lastSeq(level),

    /** Entries after `seq`, oldest first: read again after a crash. */
    entriesAfter: (seq: number): Promise<Stored[]> => numbered(level, 'scan/', key(seq)),

    /** Acts not yet in the database, oldest first. */
    pending: (): Promise<Stored[]> => numbered(level, 'pending/', ''),

    /** Forgets entries older than `seq`; the newest ones stay for the support's question "what was scanned?". */
    trim: (beforeSeq: number): Promise<void> =>
      written(() => level.clear({ gt: 'scan/', lt: `scan/${key(beforeSeq)}` })),

    aside: asideOf(disk),
    known: knownUnitsOf(disk),
    mark: marksOf(disk),
    sessions: sessionsOf(disk),

    close: () => level.close(),
  }
}

export type Journal = Awaited<ReturnType<typeof openJournal>>

/** A value with the number in its key; nothing else is known of it. */
export interface Stored {
  readonly seq: number
  /** Its key, e.g. `scan/0000000000000007`. */
  readonly place: string
  readonly value: unknown
}

function key(seq: number): string {
  return String(seq).padStart(16, '0')
}

async function numbered(level: Level, prefix: string, after: string): Promise<Stored[]> {
  const found: Stored[] = []
  for await (const [place, text] of level.iterator({ gt: prefix + after, lt: `${prefix}~` })) {
    found.push({ seq: Number(place.slice(prefix.length)), place, value: decode(text) })
  }
  return found
}

async function lastSeq(level: Level): Promise<number> {
  for await (const name of level.keys({ gt: 'scan/', lt: 'scan/~', reverse: true, limit: 1 })) {
    return Number(name.slice('scan/'.length))
  }
  return 0
}
