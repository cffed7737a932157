import { ObjectId } from 'mongodb'
import type { AuditDocument, Collections } from './collections.ts'

/** Events older than this are history: in the collection, no longer on the screen. */
const shownDays = 90

export interface AuditEvent extends Omit<AuditDocument, '_id' | 'seen_by'> {
  readonly id: string
}

/** What was done to the plant past its screens. Only ever added to; nothing of ours removes an event. */
export function auditRepository({ audit }: Pick<Collections, 'audit'>) {
  return {
    /** Newest first. */
    async unseenBy(employee_id: string, now: Date): Promise<AuditEvent[]> {
      const since = new Date(now.getTime() - shownDays * 86_400_000)
      const found = await audit
        .find({ at: { $gte: since }, seen_by: { $ne: employee_id } })
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
