import { ClassicLevel } from 'classic-level'

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

/** A value that this program could not read. */
export interface AsideValue {
  /** Where it stood, e.g. `pending/0000000000000007`. */
  readonly place: string
  readonly why: string
  /** Epoch ms of this PC's clock. */
  readonly at: number
  readonly value: unknown
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
  const level = new ClassicLevel<string, string>(folder, { valueEncoding: 'utf8' })
  await level.open()
  let nextSeq = 1 + (await lastSeq(level))
  let isHurt = false
  let healing: Promise<void> = Promise.resolve()

  /**
   * After a write that the disk refused, LevelDB's log may end in half a record, and at the next start everything behind
   * it in the same block would be lost. So nothing is written before it was opened anew: that begins a new log.
   */
  function healed(): Promise<void> {
    const mine = healing.then(async () => {
      if (!isHurt) return
      if (level.status === 'open') await level.close()
      await level.open()
      isHurt = false
    })
    healing = mine.catch(() => undefined)
    return mine
  }

  async function written<Value>(write: () => Promise<Value>): Promise<Value> {
    await healed()
    try {
      return await write()
    } catch (error) {
      isHurt = true
      throw error
    }
  }

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

    aside: {
      /** Takes a value out of the way of the rest; it is never dropped. @param place its key; `state` stays as well */
      async put(place: string, value: unknown, why: string): Promise<void> {
        const aside: AsideValue = { place, why, at: Date.now(), value }
        await written(() => {
          const batch = level.batch().put(asideKey(aside), encode(aside))
          if (place !== 'state') batch.del(place)
          return batch.write({ sync: true })
        })
      },
      async list(): Promise<AsideValue[]> {
        const found: AsideValue[] = []
        for await (const text of level.values({ gt: 'aside/', lt: 'aside/~' })) {
          const aside = decode(text)
          // Written by `put` alone, as JSON of this shape; anything else is no value that came from here.
          if (typeof aside === 'object' && aside !== null && 'place' in aside) found.push(aside as AsideValue)
        }
        return found
      },
      /** A program that can read it again puts it back where it stood. */
      async restore(aside: AsideValue): Promise<void> {
        await written(() =>
          level.batch().put(aside.place, encode(aside.value)).del(asideKey(aside)).write({ sync: true }),
        )
      },
    },

    /** Never synced: what is lost in a power cut is read again. */
    known: {
      /** Units of an order, and how far they were read. */
      put: (order: string, units: readonly KnownEntry[], reading?: unknown): Promise<void> =>
        written(async () => {
          const batch = level.batch()
          for (const [imei, unit] of units) batch.put(knownKey(order, imei), encode(unit))
          if (reading !== undefined) batch.put(`known-as-of/${order}`, encode(reading))
          await batch.write()
        }),
      get: async (order: string, imei: string): Promise<unknown> =>
        decode((await level.get(knownKey(order, imei))) ?? 'null'),
      remove: (order: string, imei: string): Promise<void> => written(() => level.del(knownKey(order, imei))),
      async readings(): Promise<readonly (readonly [order: string, reading: unknown])[]> {
        const found: (readonly [string, unknown])[] = []
        for await (const [name, text] of level.iterator({ gt: 'known-as-of/', lt: 'known-as-of/~' })) {
          found.push([name.slice('known-as-of/'.length), decode(text)])
        }
        return found
      },
      async forget(order: string): Promise<void> {
        await written(() => level.del(`known-as-of/${order}`))
        await written(() => level.clear({ gt: `known/${order}/`, lt: `known/${order}/~` }))
      },
    },

    mark: {
      async read(name: string): Promise<string | null> {
        const value = decode((await level.get(`mark/${name}`)) ?? 'null')
        return typeof value === 'string' ? value : null
      },
      async write(name: string, value: string | null): Promise<void> {
        await written(() =>
          value === null
            ? level.del(`mark/${name}`, { sync: true })
            : level.put(`mark/${name}`, encode(value), { sync: true }),
        )
      },
    },

    sessions: {
      add: (id: string) => written(() => level.put(`session/${id}`, encode(true), { sync: true })),
      remove: (id: string) => written(() => level.del(`session/${id}`)),
      async list(): Promise<string[]> {
        const ids: string[] = []
        for await (const name of level.keys({ gt: 'session/', lt: 'session/~' }))
          ids.push(name.slice('session/'.length))
        return ids
      },
    },

    close: () => level.close(),
  }
}

export type Journal = Awaited<ReturnType<typeof openJournal>>

export type KnownEntry = readonly [imei: string, unit: unknown]

function knownKey(order: string, imei: string): string {
  return `known/${order}/${imei}`
}

/** A value with the number in its key; nothing else is known of it. */
export interface Stored {
  readonly seq: number
  /** Its key, e.g. `scan/0000000000000007`. */
  readonly place: string
  readonly value: unknown
}

function asideKey({ place, at }: AsideValue): string {
  return `aside/${place}@${at}`
}

function encode(value: unknown): string {
  return JSON.stringify(value)
}

/** A text that is no JSON stays a text, which no schema of ours takes: it is set aside and stops nothing else. */
function decode(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function key(seq: number): string {
  return String(seq).padStart(16, '0')
}

async function numbered(level: ClassicLevel<string, string>, prefix: string, after: string): Promise<Stored[]> {
  const found: Stored[] = []
  for await (const [place, text] of level.iterator({ gt: prefix + after, lt: `${prefix}~` })) {
    found.push({ seq: Number(place.slice(prefix.length)), place, value: decode(text) })
  }
  return found
}

async function lastSeq(level: ClassicLevel<string, string>): Promise<number> {
  for await (const name of level.keys({ gt: 'scan/', lt: 'scan/~', reverse: true, limit: 1 })) {
    return Number(name.slice('scan/'.length))
  }
  return 0
}
