import { type Collection, ObjectId } from 'mongodb'
import type { Collections, PlantAuditDocument } from './collections.ts'

/** Events older than this are history: in the collection, no longer on the screen. */
const shownDays = 90

export interface AuditEvent extends Omit<PlantAuditDocument, '_id' | 'seen_by'> {
  readonly id: string
}

/** What was done to the plant past its screens. Only ever added to; nothing of ours removes an event. */
export function auditRepository(tables: Pick<Collections, 'audit'>) {
  // Only what was done past the screens is looked for here; corrections are told by whoever made them.
  const audit = tables.audit as unknown as Collection<PlantAuditDocument>
  return {
    /** Newest first. */
    async unseenBy(employee_id: string, now: Date): Promise<AuditEvent[]> {
      const since = new Date(now.getTime() - shownDays * 86_400_000)
      const found = await audit
        .find({
          kind: { $in: ['administrator-recovered', 'copy-restored'] },
          at: { $gte: since },
          seen_by: { $ne: employee_id },
        })
        .sort({ at: -1 })
        .limit(20)
        .toArray()
      return found.map(({ _id, seen_by: _readers, ...event }) => ({ id: _id.toHexString(), ...event }))
    },

    async markSeen(id: string, employee_id: string): Promise<void> {
      await audit.updateOne({ _id: new ObjectId(id) }, { $addToSet: { seen_by: employee_id } })
    },

    /** Whether that password hash is one that a recovery printed. @param mark SHA-256 of the hash */
    async isOneTime(employee_id: string, mark: string): Promise<boolean> {
      return (await audit.findOne({ employee_id, password_mark: mark }, { projection: { _id: 1 } })) !== null
    },
  }
}

export type AuditRepository = ReturnType<typeof auditRepository>
