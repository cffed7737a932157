import type { ObjectId } from 'mongodb'
import { importedId } from '../collections/import-ids.ts'
import type { Database } from '../connection/client.ts'
import { type ImportWatch, type WrittenImport, writeDevices } from './import-devices.ts'
import { type ImportFacts, importMarks } from './import-marks.ts'
import { writeOthers } from './import-others.ts'
import type { PlannedDocument } from './import-plan.ts'

/**
 * Writes the rows of one import, with ids that follow from the import's own. The mark of the import is there before
 * and tells afterwards, also to another program, what became of it.
 */
export async function runImport(
  database: Database,
  facts: Omit<ImportFacts, 'rows'>,
  planned: readonly PlannedDocument[],
  watch: ImportWatch,
): Promise<WrittenImport> {
  const mark = await importMarks(database.collections).begin({ ...facts, rows: planned.length })
  const own = facts.kind === 'devices' ? ownOfDevices(facts) : {}
  const rows = planned.map(({ row, document }, index) => ({
    row,
    document: { _id: importedId(facts._id, 'document', index), ...document, ...own },
  }))
  return facts.kind === 'devices' ? writeDevices(database, mark, rows, watch) : writeOthers(database, mark, rows, watch)
}

/** The time of the import, not of its preview; and the act by which a station knows the change as ours. */
function ownOfDevices({ _id, at }: { readonly _id: ObjectId; readonly at: Date }) {
  return { ose_act: _id.toHexString(), fecha_importacion: at, fecha_actualizacion: at }
}
