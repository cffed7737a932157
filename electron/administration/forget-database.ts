import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defaultPlantSettings } from '../../shared/settings.ts'
import { stationWords } from '../../shared/stations.ts'
import { openJournal } from '../journal/journal.ts'
import { forgetDatabase as forgotten } from '../station/memory.ts'
import { recall } from '../station/recall.ts'
import { storedState } from '../station/stored.ts'

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
  const journal = await openJournal(folder)
  try {
    for (const [order] of await journal.known.readings()) await journal.known.forget(order)
    if ((await journal.state()) === null) return
    const workplace = { station: '', linea: null, puesto: null }
    const { memory } = await recall(journal, { workplace, plant: defaultPlantSettings, offered: stationWords })
    await journal.settle(memory.seq, storedState(forgotten(memory)), { sync: true })
  } finally {
    await journal.close()
  }
}
