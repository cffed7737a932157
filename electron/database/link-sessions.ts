import type { Database, DatabaseSession } from '../db/connection/client.ts'
import {
  endLeftSessions,
  type MarkedSession,
  markedSession,
  type SessionMarks,
} from '../db/connection/station-session.ts'

type Client = Database['client']

/** The sessions that live as long as a connection does, each marked in the journal before its first use. */
export function createLinkSessions(marks: SessionMarks) {
  let station: MarkedSession | null = null
  let folding: MarkedSession | null = null

  async function make(client: Client): Promise<void> {
    station = await markedSession(client, marks)
    folding = await markedSession(client, marks)
  }

  return {
    /** The station's own. */
    station: (): DatabaseSession | null => station?.session ?? null,
    /** Of this PC when it holds the duty of folding: a fold never waits for a scan. */
    folding: (): DatabaseSession | null => folding?.session ?? null,

    /** For a connection that was just made, in the place of what an earlier run left behind. */
    async open(client: Client): Promise<void> {
      await endLeftSessions(client, marks)
      await make(client)
    },

    /**
     * After the server was away: a statement that it never answered may still wait on the old session (seen after a
     * kill -9 of mongod: for as long as the socket's time-out). What is tried again is tried on a new one.
     */
    async renew(client: Client): Promise<void> {
      const old = [station, folding]
      await make(client)
      for (const one of old) void one?.end().catch(() => undefined)
    },

    /** One more for work beside the station's; whoever asked ends it. */
    another: (client: Client): Promise<MarkedSession> => markedSession(client, marks),

    end: async (): Promise<void> => void (await Promise.all([station?.end(), folding?.end()])),
  }
}

export type LinkSessions = ReturnType<typeof createLinkSessions>
