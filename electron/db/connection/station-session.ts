import { Binary, type ClientSession, type MongoClient } from 'mongodb'

/** Where the ids of sessions in use are kept before they are used (the journal). */
export interface SessionMarks {
  readonly add: (id: string) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly list: () => Promise<readonly string[]>
}

/**
 * Ends exactly the server sessions that an earlier run of this station left behind. Without this a transaction that
 * was open when the program was killed blocks the replay of the same documents for up to 90 seconds (tried). Never
 * called with an empty list: that would end every session of the user.
 */
export async function endLeftSessions(client: MongoClient, marks: SessionMarks): Promise<number> {
  const left = await marks.list()
  if (left.length === 0) return 0
  const sessions = left.map((id) => ({ id: new Binary(Buffer.from(id, 'hex'), Binary.SUBTYPE_UUID) }))
  await client.db('admin').command({ killSessions: sessions })
  await Promise.all(left.map((id) => marks.remove(id)))
  return left.length
}

export interface MarkedSession {
  readonly session: ClientSession
  readonly end: () => Promise<void>
}

/** A server session whose id stands in the journal before its first use; `end` takes it out again. */
export async function markedSession(client: MongoClient, marks: SessionMarks): Promise<MarkedSession> {
  const session = client.startSession({ causalConsistency: false })
  const raw = session.id?.id
  if (raw === undefined) throw new Error('the driver gave a session without an id')
  const id = Buffer.from(raw.buffer).toString('hex')
  await marks.add(id)
  return {
    session,
    end: async () => {
      await session.endSession().catch(() => undefined)
      await marks.remove(id)
    },
  }
}
