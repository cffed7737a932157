import type { Collections, WorkstationDocument } from '../collections/collections.ts'
import { isDuplicateKey } from '../connection/transaction.ts'

/** Which PC is which: a code (S01 …) given once per installation, used in numbers, leases and counters. */
export function stationsRepository({ workstations, sequences }: Collections) {
  async function nextCode(): Promise<string> {
    const sequence = await sequences.findOneAndUpdate(
      { _id: 'workstation' },
      { $inc: { value: 1 } },
      { upsert: true, returnDocument: 'after' },
    )
    return `S${String(sequence?.value ?? 1).padStart(2, '0')}`
  }

  return {
    /** This installation's code; made at its first contact with this database. */
    async register(station: Omit<WorkstationDocument, 'code' | 'seen_at' | 'knows_until'>): Promise<string> {
      const { _id, ...facts } = station
      const known = await workstations.findOneAndUpdate(
        { _id },
        { $set: facts, $currentDate: { seen_at: true } },
        { returnDocument: 'after' },
      )
      if (known !== null) return known.code
      const code = await nextCode()
      try {
        await workstations.insertOne({ ...station, code, seen_at: new Date() })
        return code
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return (await workstations.findOne({ _id }))?.code ?? code
      }
    },
  }
}
