import type { Database } from '../db/connection/client.ts'
import { type NoticeListener, tailNotices } from '../db/notices/notices.ts'
import type { Log } from '../log/log.ts'

/** Hears what the plant's stations tell, on the connection in use; a new one takes the place of the old. */
export function createPlantNotices(log: Log, listener: NoticeListener) {
  let followed: Database | null = null
  let tail: { readonly close: () => void } | null = null

  return {
    connect(database: Database): void {
      if (followed === database) return
      followed = database
      tail?.close()
      tail = tailNotices(database, log, listener)
    },
    close: (): void => tail?.close(),
  }
}

export type PlantNotices = ReturnType<typeof createPlantNotices>
