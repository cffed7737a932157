import type { ClientSession, ObjectId } from 'mongodb'
import type { Collections } from '../collections/collections.ts'
import type { ImportDocument } from '../collections/import-document.ts'

/** An import that has not been heard of for this long is another's to end. Longer than any of its commands may take. */
const patienceMs = 60_000

/** Whoever writes now: the PC, and its program since its last start. */
export interface ImportHolder {
  readonly installation: string
  readonly run: string
}

export type ImportFacts = Omit<
  ImportDocument,
  'state' | 'stored' | 'refused' | 'cancelled' | 'until' | 'ended_at' | 'recovered'
>

export type ImportOutcome = Pick<ImportDocument, 'state' | 'stored' | 'refused' | 'cancelled'>

/** Another program has taken this import over: it must not write any more. */
export class ImportTakenOver extends Error {
  constructor() {
    super('the import was taken over')
  }
}

/** The marks of imports, which outlive the program that made them. */
export function importMarks({ imports }: Pick<Collections, 'imports'>) {
  function fresh(facts: ImportFacts): ImportDocument {
    const none = { stored: 0, refused: 0, cancelled: false, ended_at: null, recovered: false }
    return { ...facts, state: 'writing', ...none, until: new Date(Date.now() + patienceMs) }
  }

  /** One step of the holder's own. @throws ImportTakenOver */
  async function step(mark: Pick<ImportDocument, '_id' | 'run'>, change: Partial<ImportDocument>): Promise<void> {
    const { matchedCount } = await imports.updateOne(
      { _id: mark._id, run: mark.run, state: { $in: ['writing', 'stored'] } },
      [{ $set: { ...literally(change), until: { $add: ['$$NOW', patienceMs] } } }],
    )
    if (matchedCount !== 1) throw new ImportTakenOver()
  }

  return {
    /** Before anything else is written. */
    async begin(facts: ImportFacts): Promise<ImportDocument> {
      const mark = fresh(facts)
      await imports.insertOne(mark)
      await step(mark, {})
      return mark
    },

    /** With the documents themselves, where one transaction holds all of them. */
    async recordDone(session: ClientSession, facts: ImportFacts, outcome: Partial<ImportOutcome>): Promise<void> {
      await imports.insertOne({ ...fresh(facts), state: 'done', ...outcome, ended_at: new Date() }, { session })
    },

    step,

    /** Not yet ended, and of nobody who still works at it: another start of this PC, or silent for too long. */
    async abandoned({ installation }: ImportHolder, ownRun: string | null): Promise<ImportDocument[]> {
      const silent = { $expr: { $lt: ['$until', '$$NOW'] } }
      const open = { state: { $in: ['writing', 'stored'] as ImportDocument['state'][] }, run: { $ne: ownRun ?? '' } }
      return imports.find({ ...open, $or: [{ installation }, silent] }).toArray()
    },

    /** @returns the mark as this program's own, or null where somebody was quicker. */
    async takeOver(mark: ImportDocument, { run }: ImportHolder): Promise<ImportDocument | null> {
      const before = { _id: mark._id, run: mark.run, state: mark.state, until: mark.until }
      return imports.findOneAndUpdate(
        before,
        [{ $set: { run: { $literal: run }, recovered: true, until: { $add: ['$$NOW', patienceMs] } } }],
        { returnDocument: 'after' },
      )
    },

    /** Newest first. */
    recent: (limit: number): Promise<ImportDocument[]> => imports.find({}).sort({ at: -1 }).limit(limit).toArray(),

    find: (id: ObjectId): Promise<ImportDocument | null> => imports.findOne({ _id: id }),
  }
}

export type ImportMarks = ReturnType<typeof importMarks>

/** A file may be called `$name`: in a pipeline that would be a field. */
function literally(change: Partial<ImportDocument>): Record<string, { $literal: unknown }> {
  return Object.fromEntries(Object.entries(change).map(([name, value]) => [name, { $literal: value }]))
}
