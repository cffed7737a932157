import type { ImportDocument } from '../collections/import-document.ts'
import type { Database } from '../connection/client.ts'
import { completeDevices, undoDevices } from './import-devices.ts'
import { type ImportHolder, importMarks } from './import-marks.ts'
import { endOthers } from './import-others.ts'

/**
 * Ends what a crash left of imports: devices that were to be stored all or not at all and were not decided are taken
 * back; to all others what is missing is added. Safe beside other PCs that do the same, and to be done again.
 * @param holder who ends them
 * @param ownRun of this program's own import that runs now: it is passed over
 * @returns the imports that were ended, as they stand now
 */
export async function recoverImports(
  database: Database,
  holder: ImportHolder,
  ownRun: string | null,
): Promise<ImportDocument[]> {
  const marks = importMarks(database.collections)
  const ended: ImportDocument[] = []
  for (const found of await marks.abandoned(holder, ownRun)) {
    const mark = await marks.takeOver(found, holder)
    if (mark === null) continue
    if (mark.kind !== 'devices') await endOthers(database, mark)
    else if (mark.mode === 'all' && mark.state === 'writing') await undoDevices(database, mark)
    else await completeDevices(database, mark)
    ended.push((await marks.find(mark._id)) ?? mark)
  }
  return ended
}
