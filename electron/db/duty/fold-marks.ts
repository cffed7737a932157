import type { ResumeToken } from 'mongodb'
import type { Collections } from '../collections/collections.ts'
import { countedAnew } from '../collections/counted-anew.ts'

/** Which orders are to be folded, and how far that has come. */
export function foldMarks({ orders, counters, folds, duties }: Collections) {
  async function markDirty(numbers: readonly string[]): Promise<void> {
    await folds.bulkWrite(
      numbers.map((_id) => ({
        updateOne: {
          filter: { _id },
          update: countedAnew,
          upsert: true,
        },
      })),
    )
  }

  return {
    /** Orders whose counters moved since a server time; the overlap covers transactions that committed late. */
    async movedSince(since: Date): Promise<{ readonly orders: readonly string[]; readonly until: Date }> {
      const moved = await counters
        .aggregate<{ _id: string; until: Date }>([
          { $match: { updated_at: { $gte: since } } },
          { $group: { _id: '$order_number', until: { $max: '$updated_at' } } },
        ])
        .toArray()
      const until = moved.reduce((latest, order) => (order.until > latest ? order.until : latest), since)
      return { orders: moved.map((order) => order._id), until }
    },

    /** How far the stations before this one folded; a new folder goes on from there. */
    async foldedUntil(): Promise<Date> {
      return (await duties.findOne({ _id: 'folded' }))?.until ?? new Date(0)
    },

    async setFoldedUntil(until: Date): Promise<void> {
      await duties.updateOne({ _id: 'folded' }, { $max: { until }, $set: { holder: '' } }, { upsert: true })
    },

    /** Nobody watched for a while: every order that is worked on takes a new base. */
    async markOpenOrdersDirty(): Promise<void> {
      const open = await orders
        .find({ status: { $in: ['pending', 'in_progress', 'paused', 'on_hold', 'packing'] } })
        .project<{ order_number: string }>({ order_number: 1 })
        .toArray()
      const numbers = open.map((order) => order.order_number)
      await folds.updateMany({ _id: { $in: numbers } }, { $set: { dirty: true }, $currentDate: { updated_at: true } })
    },

    async dirtyOrders(): Promise<string[]> {
      return (await folds.find({ dirty: true }).project<{ _id: string }>({ _id: 1 }).toArray()).map((fold) => fold._id)
    },

    /** Another program changed devices of this order: its next fold takes a new base; it never adds. */
    markDirty: (order_number: string): Promise<void> => markDirty([order_number]),
    markAllDirty: markDirty,

    /** Where the watch for changes of other programs goes on; null: from now. */
    watched: {
      read: async (): Promise<ResumeToken | null> => (await duties.findOne({ _id: 'watched' }))?.token ?? null,
      async keep(token: ResumeToken): Promise<void> {
        await duties.updateOne(
          { _id: 'watched' },
          { $set: { token, holder: '' }, $currentDate: { until: true } },
          { upsert: true },
        )
      },
    },
  }
}
