import { type AnyBulkWriteOperation, type Document, MongoServerError } from 'mongodb'
import { deviceLoss, type ForeignWhat, type LossWhat, lossWhats } from '../../../shared/domain/foreign-change.ts'
import type { ForeignChangeDocument } from '../collections/audit-documents.ts'
import type { Collections } from '../collections/collections.ts'
import { isDuplicateKey } from '../connection/transaction.ts'
import { stepsOf } from './told-steps.ts'

/** A change of another program as the watch hands it on. */
export interface SeenChange {
  /** The change's place in the stream: greater than that of any change before it, and the same for whoever watches. */
  readonly token: string
  readonly at: Date
  readonly collection: 'devices' | 'production_orders'
  readonly operation: 'insert' | 'update' | 'replace' | 'delete'
  readonly document: string
  /** Names of the fields that changed; empty where the stream does not say. */
  readonly fields: readonly string[]
  /** As it stands now; null where it is gone. */
  readonly stored: Document | null
  readonly order_number: string | null
  readonly label: string
}

/** Labels kept of a group. */
const labelsKept = 10

export function foreignLog(tables: Collections) {
  const { foreignChanges } = tables

  /** What of ours was lost by it, and else what it was. */
  async function judge(changes: readonly SeenChange[]): Promise<ForeignChangeDocument[]> {
    const devices = changes.filter(({ collection, operation }) => collection === 'devices' && operation !== 'delete')
    const asked = devices.filter((change) => change.operation !== 'update' || change.fields.includes('estado'))
    const told = await stepsOf(
      tables,
      asked.map(({ document }) => document),
    )
    return changes.map((change) => {
      if (change.collection === 'production_orders') return statusLoss(change) ?? plain(change)
      const loss = deviceLoss(String(change.stored?.['estado'] ?? ''), told.get(change.document) ?? [])
      if (loss === null || change.stored === null || !asked.includes(change)) return plain(change)
      const stored = String(change.stored['estado'] ?? '')
      return lossDocument(change, loss.what, loss.what === 'estado-reverted' ? loss.told : '', stored)
    })
  }

  return {
    /** Notes them, each once, whoever else has seen them. Resolves when they are stored. */
    async note(changes: readonly SeenChange[]): Promise<void> {
      if (changes.length === 0) return
      const documents = await judge(changes)
      const operations = documents.map((one) => (isLoss(one) ? insertOnce(one) : counted(one)))
      try {
        await foreignChanges.bulkWrite(operations, { ordered: false })
      } catch (error) {
        // A role that was made before this collection: the figures are right all the same, and the change is not listed.
        if (error instanceof MongoServerError && error.code === 13) return
        // Already counted by whoever watched before.
        if (!isDuplicateKey(error)) throw error
      }
    },

    /** How many changes there were, and how many losses wait for a person. */
    async counts(): Promise<{ readonly changes: number; readonly open: number }> {
      const [sum] = await foreignChanges
        .aggregate<{ changes: number }>([{ $group: { _id: null, changes: { $sum: '$count' } } }])
        .toArray()
      const open = await foreignChanges.countDocuments(openLosses)
      return { changes: sum?.changes ?? 0, open }
    },

    find: (id: string): Promise<ForeignChangeDocument | null> => foreignChanges.findOne({ _id: id }),

    /** Newest first; a page begins after `before`. */
    async list(
      before: { readonly at: number; readonly id: string } | null,
      onlyOpen: boolean,
      limit: number,
    ): Promise<ForeignChangeDocument[]> {
      // The ranges one after the other: as one `$or` the list would be read from its beginning (see keyset.ts).
      const at = new Date(before?.at ?? 0)
      const steps: Document[] = before === null ? [{}] : [{ at, _id: { $lt: before.id } }, { at: { $lt: at } }]
      const found: ForeignChangeDocument[] = []
      for (const step of steps) {
        if (found.length >= limit) break
        const page = foreignChanges.find({ ...step, ...(onlyOpen && openLosses) }).sort({ at: -1, _id: -1 })
        found.push(...(await page.limit(limit - found.length).toArray()))
      }
      return found
    },

    /** The losses of a document are dealt with: repaired, accepted, or no longer there. */
    async settle(document: string, how: NonNullable<ForeignChangeDocument['settled']>, by: string): Promise<void> {
      await foreignChanges.updateMany(
        { document, ...openLosses },
        { $set: { settled: how, settled_by: by }, $currentDate: { settled_at: true }, $unset: { open: '' } },
      )
    },
  }
}

export type ForeignLog = ReturnType<typeof foreignLog>

const openLosses = { open: true } as const

export function isLoss({ what }: { readonly what: ForeignWhat }): boolean {
  return lossWhats.some((loss) => loss === what)
}

/** Another program has stored another status than the one that we set last. */
function statusLoss(change: SeenChange): ForeignChangeDocument | null {
  const ours: unknown = change.stored?.['ose_status']?.status
  const stored: unknown = change.stored?.['status']
  const touched = change.operation === 'replace' || change.fields.includes('status')
  if (!touched || typeof ours !== 'string' || ours === '' || ours === stored) return null
  return lossDocument(change, 'status-reverted', ours, String(stored))
}

function lossDocument(change: SeenChange, what: LossWhat, ours: string, stored: string): ForeignChangeDocument {
  const { token, document, label } = change
  return { ...base(change), _id: token, what, count: 1, labels: [label], document, ours, stored, open: true }
}

function plain(change: SeenChange): ForeignChangeDocument {
  const { operation, collection, order_number, label, at } = change
  const what = operation === 'delete' ? 'deleted' : operation === 'insert' ? 'added' : 'changed'
  const fields = [...change.fields].sort()
  const hour = at.toISOString().slice(0, 13)
  const _id = [hour, collection, operation, order_number ?? '', fields.join(',')].join('|').slice(0, 300)
  return { ...base(change), _id, what, fields, count: 1, labels: [label] }
}

function base({ at, collection, operation, order_number, fields, token }: SeenChange) {
  return { at, collection, operation, order_number, fields: [...fields].sort(), last_token: token }
}

type Operation = AnyBulkWriteOperation<ForeignChangeDocument>

function insertOnce(document: ForeignChangeDocument): Operation {
  const { _id, ...fields } = document
  return { updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true } }
}

/** Where the group has got as far already, its `_id` is there and the upsert fails: this change is counted. */
function counted({ _id, at, last_token, labels, count, ...rest }: ForeignChangeDocument): Operation {
  return {
    updateOne: {
      filter: { _id, last_token: { $lt: last_token } },
      update: {
        $inc: { count },
        $set: { at, last_token },
        $push: { labels: { $each: labels, $slice: -labelsKept } },
        $setOnInsert: rest,
      },
      upsert: true,
    },
  }
}
