import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openJournal } from '../journal/journal.ts'
import type { PendingAct, StationMemory } from '../station-memory.ts'

/**
 * Has this PC's station forget what it knows of the database that is about to be replaced: else the last unit before
 * the restore, scanned again, would be "already counted" and never be in the database. Its order, its waiting half and
 * what it keeps for the database stay. Done before the folders are swapped: with the old database it costs nothing
 * but an undo.
 * @throws where the program still holds the journal
 */
export async function forgetDatabase(dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'journal')
  if (!existsSync(folder)) return
  const journal = await openJournal<StationMemory, PendingAct>(folder)
  try {
    const memory = await journal.state()
    if (memory === null) return
    const production = { ...memory.production, lastAccepted: null }
    const forgotten = { ...memory, production, batchStarted: false, undoable: [], places: {}, recent: [], last: null }
    await journal.settle(forgotten, { sync: true })
  } finally {
    await journal.close()
  }
}
