import { ClassicLevel } from 'classic-level'

/** The disk did not take an entry: what it stands for was not accepted. */
export class NotDurable extends Error {
  constructor(cause: unknown) {
    super('the journal did not take the entry', { cause })
  }
}

/** One scan, key or touch as it came in, with the ids its writes will carry. Badges are masked before they get here. */
export interface JournalEntry {
  readonly seq: number
  readonly scanId: string
  readonly at: number
  readonly scannerId: string
  readonly input: JournalInput
  readonly actor: { readonly employee_id: string; readonly name: string } | null
  readonly ids: { readonly act: string; readonly device: string; readonly movement: string }
}

export type JournalInput =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'acknowledge' | 'clear-half' | 'undo' | 'half-expired' }

/**
 * The durable journal of this PC. LevelDB with `sync: true`: a put is in its log and fsynced before it returns
 * (0.3 ms), so what was answered survives a kill at any moment. One folder, one program: LevelDB locks it itself.
 *
 * Keys: `scan/<seq>` the entries; `state` the station's state after entry `state.seq`; `pending/<seq>` acts that were
 * answered "kept here" and are not in the database yet; `session/<id>` server sessions in use; `mark/<name>` texts.
 */
export async function openJournal<State, Pending>(folder: string) {
  const level = new ClassicLevel<string, unknown>(folder, { valueEncoding: 'json' })
  await level.open()
  let nextSeq = 1 + (await lastSeq(level))

  return {
    /** The next entry's place. */
    nextSeq: () => nextSeq++,

    /** No entry gets a number up to this one: not everything that has a number leaves an entry (badges, orders opened). */
    continueAfter(seq: number): void {
      nextSeq = Math.max(nextSeq, seq + 1)
    },

    /** Durable when it returns. */
    async append(entry: JournalEntry): Promise<void> {
      await level.put(`scan/${key(entry.seq)}`, entry, { sync: true })
    },

    /**
     * The state after an entry was answered, together with what became pending or was written. Not synced: after a
     * power cut the entry is decided again from the older state, with the same result and the same ids.
     */
    async settle(
      state: State,
      change: { readonly add?: { seq: number; pending: Pending }; readonly remove?: number; readonly sync?: boolean },
    ): Promise<void> {
      const batch = level.batch().put('state', state)
      if (change.add) batch.put(`pending/${key(change.add.seq)}`, change.add.pending)
      if (change.remove !== undefined) batch.del(`pending/${key(change.remove)}`)
      await batch.write({ sync: change.sync ?? false })
    },

    async state(): Promise<State | null> {
      // Only this program writes the folder, and always a State.
      return ((await level.get('state')) as State | undefined) ?? null
    },

    /** Entries after `seq`, oldest first: read again after a crash. */
    async entriesAfter(seq: number): Promise<JournalEntry[]> {
      const entries: JournalEntry[] = []
      for await (const value of level.values({ gt: `scan/${key(seq)}`, lt: 'scan/~' }))
        entries.push(value as JournalEntry)
      return entries
    },

    /** Acts not yet in the database, oldest first. */
    async pending(): Promise<{ readonly seq: number; readonly pending: Pending }[]> {
      const found: { seq: number; pending: Pending }[] = []
      for await (const [name, value] of level.iterator({ gt: 'pending/', lt: 'pending/~' })) {
        found.push({ seq: Number(name.slice('pending/'.length)), pending: value as Pending })
      }
      return found
    },

    /** Forgets entries older than `seq`; the newest ones stay for the support's question "what was scanned?". */
    async trim(beforeSeq: number): Promise<void> {
      await level.clear({ gt: 'scan/', lt: `scan/${key(beforeSeq)}` })
    },

    mark: {
      async read(name: string): Promise<string | null> {
        const value = await level.get(`mark/${name}`)
        return typeof value === 'string' ? value : null
      },
      async write(name: string, value: string | null): Promise<void> {
        if (value === null) await level.del(`mark/${name}`, { sync: true })
        else await level.put(`mark/${name}`, value, { sync: true })
      },
    },

    sessions: {
      add: (id: string) => level.put(`session/${id}`, true, { sync: true }),
      remove: (id: string) => level.del(`session/${id}`),
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

export type Journal<State, Pending> = Awaited<ReturnType<typeof openJournal<State, Pending>>>

function key(seq: number): string {
  return String(seq).padStart(16, '0')
}

async function lastSeq(level: ClassicLevel<string, unknown>): Promise<number> {
  for await (const name of level.keys({ gt: 'scan/', lt: 'scan/~', reverse: true, limit: 1 })) {
    return Number(name.slice('scan/'.length))
  }
  return 0
}
