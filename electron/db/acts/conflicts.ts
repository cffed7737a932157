import { ObjectId } from 'mongodb'
import type { ConflictRow } from '../../../shared/contract/station.ts'
import type { Params } from '../../../shared/result.ts'
import { type AnyAct, subjectOf } from '../../../shared/station/act.ts'
import type { Subject } from '../../../shared/station/subject.ts'
import type { AnswerWord } from '../../../shared/stations.ts'
import type { Collections, ConflictDocument } from '../collections/collections.ts'
import { isDuplicateKey } from '../connection/transaction.ts'
import { type RefusedAct, refusal } from './written.ts'

/** Scans that were kept while the database was away and that it refused later. Never dropped, only resolved. */
export function conflictsRepository({ conflicts }: Collections) {
  return {
    /** Idempotent: the conflict's id is the act's. */
    async add(act: AnyAct, word: string, params: Params): Promise<void> {
      try {
        await conflicts.insertOne({
          _id: new ObjectId(act.act),
          station: act.workplace.station,
          at: new Date(act.at),
          act: act.act,
          act_kind: act.kind,
          word_of: act.word,
          subject: { ...subjectOf(act) },
          operator: act.operator.employee_id,
          word,
          params: { ...params },
          resolved_at: null,
          resolved_by: null,
          resolution: null,
        })
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
    },

    /** What an act was refused as; null where it is no conflict. */
    async find(act: string): Promise<RefusedAct | null> {
      const found = await conflicts.findOne({ _id: new ObjectId(act) })
      // A word of some station's table: it was said when the act was refused.
      return found === null ? null : refusal(found.word as AnswerWord, found.params)
    },

    async countOpen(station: string): Promise<number> {
      return conflicts.countDocuments({ station, resolved_at: null })
    },

    async listOpen(station: string): Promise<ConflictRow[]> {
      const found = await conflicts.find({ station, resolved_at: null }).sort({ _id: 1 }).limit(200).toArray()
      return found.map((conflict) => ({
        id: conflict._id.toHexString(),
        at: conflict.at.getTime(),
        subject: subjectIn(conflict),
        operator: conflict.operator,
        station: conflict.station,
        word: conflict.word,
        params: conflict.params,
      }))
    },

    /** @returns false when it was resolved already. */
    async resolve(id: string, by: string, resolution: string): Promise<boolean> {
      const resolved = await conflicts.updateOne(
        { _id: new ObjectId(id), resolved_at: null },
        { $set: { resolved_at: new Date(), resolved_by: by, resolution } },
      )
      return resolved.modifiedCount === 1
    },
  }
}

/** What an older program stored has no subject; it was always a unit. */
function subjectIn({ subject, imei, ccid, order_number, lote }: ConflictDocument): Subject {
  return (
    subject ?? {
      kind: 'unit',
      imei: imei ?? '',
      iccid: ccid ?? null,
      order_number: order_number ?? null,
      lote: lote ?? null,
    }
  )
}

export type ConflictsRepository = ReturnType<typeof conflictsRepository>
