import { type Collection, type Document, ObjectId } from 'mongodb'
import type { FiguresAuditDocument } from '../collections/audit-documents.ts'
import type { Collections, PlantAuditDocument } from '../collections/collections.ts'

/** Events older than this are history: in the collection, no longer on the screen. */
const shownDays = 90
/** Replaced figures that are shown one by one: a database taken over from another program may have hundreds. */
const figuresShown = 5

type Shown<Stored extends Document> = Omit<Stored, '_id' | 'seen_by'> & { readonly id: string }
export type PlantEvent = Shown<PlantAuditDocument>
export type FiguresEvent = Shown<FiguresAuditDocument>

/** What was done to the plant past its screens. Only ever added to; nothing of ours removes an event. */
export function auditRepository(tables: Pick<Collections, 'audit'>) {
  // A collection of several kinds, each asked for by its own; corrections are told by whoever made them.
  const plant = tables.audit as unknown as Collection<PlantAuditDocument>
  const figures = tables.audit as unknown as Collection<FiguresAuditDocument>

  const unseen = (employee_id: string, now: Date) => ({
    at: { $gte: new Date(now.getTime() - shownDays * 86_400_000) },
    seen_by: { $ne: employee_id },
  })

  return {
    /** What was done by a command, newest first. */
    async unseenBy(employee_id: string, now: Date): Promise<PlantEvent[]> {
      const found = await plant
        .find({ kind: { $in: ['administrator-recovered', 'copy-restored'] }, ...unseen(employee_id, now) })
        .sort({ at: -1 })
        .limit(20)
        .toArray()
      return found.map(({ _id, seen_by: _readers, ...event }) => ({ id: _id.toHexString(), ...event }))
    },

    /** Figures of orders that a fold replaced, newest first. Asked for apart: many of them crowd out no command. */
    async unseenFigures(
      employee_id: string,
      now: Date,
    ): Promise<{ readonly events: readonly FiguresEvent[]; readonly more: number }> {
      const filter = { kind: 'figures-replaced' as const, ...unseen(employee_id, now) }
      const found = await figures.find(filter).sort({ at: -1, _id: -1 }).limit(figuresShown).toArray()
      const count = found.length < figuresShown ? found.length : await figures.countDocuments(filter)
      return {
        events: found.map(({ _id, seen_by: _readers, ...event }) => ({ id: _id.toHexString(), ...event })),
        more: Math.max(0, count - found.length),
      }
    },

    async markSeen(id: string, employee_id: string): Promise<void> {
      await plant.updateOne({ _id: new ObjectId(id) }, { $addToSet: { seen_by: employee_id } })
    },

    /** All of them up to then, shown or not: nobody reads three hundred lines one by one. */
    async markFiguresSeen(until: Date, employee_id: string): Promise<void> {
      await figures.updateMany(
        { kind: 'figures-replaced', at: { $lte: until }, seen_by: { $ne: employee_id } },
        { $addToSet: { seen_by: employee_id } },
      )
    },

    /** Whether that password hash is one that a recovery printed. @param mark SHA-256 of the hash */
    async isOneTime(employee_id: string, mark: string): Promise<boolean> {
      return (await plant.findOne({ employee_id, password_mark: mark }, { projection: { _id: 1 } })) !== null
    },
  }
}

export type AuditRepository = ReturnType<typeof auditRepository>
