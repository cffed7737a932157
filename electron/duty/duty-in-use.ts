import type { Database, DatabaseSession } from '../db/connection/client.ts'
import type { Log } from '../log/log.ts'
import { startDuty } from './duty.ts'

interface RunningDuty {
  readonly database: Database
  readonly stop: () => Promise<void>
}

/** The duty over the database that is in use now: begun anew where that is another. */
export function createDutyInUse(session: () => DatabaseSession | null, log: Log) {
  let running: RunningDuty | null = null
  return {
    on(database: Database, holder: string): void {
      if (running?.database === database) return
      void running?.stop()
      running = { database, stop: startDuty(database, session, holder, log).stop }
    },
    /** Nobody may write; goes on when the database is reached again. */
    async pause(): Promise<void> {
      await running?.stop()
      running = null
    },
    stop: async (): Promise<void> => running?.stop(),
  }
}
