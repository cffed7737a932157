import { ObjectId } from 'mongodb'
import type { ConflictRow } from '../../shared/contract/production.ts'
import type { Act } from '../../shared/domain/act.ts'
import type { Params } from '../../shared/result.ts'
import type { Collections } from './collections.ts'
import { isDuplicateKey } from './transaction.ts'

/** Scans that were kept while the database was away and that it refused later. Never dropped, only resolved. */
export function conflictsRepository({ conflicts }: Collections) {
  return {
    /** Idempotent: the conflict's id is the act's. */
    async add(act: Act, word: string, params: Params): Promise<void> {
      const unit = act.kind === 'undo' ? act.undoes : act
      try {
        await conflicts.insertOne({
          _id: new ObjectId(act.act),
          station: act.workplace.station,
          at: new Date(act.at),
          act: act.act,
          act_kind: act.kind,
          imei: unit.imei,
          ccid: unit.iccid,
          order_number: unit.order_number,
          lote: unit.lote,
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

    async countOpen(station: string): Promise<number> {
      return conflicts.countDocuments({ station, resolved_at: null })
    },

    async listOpen(station: string): Promise<ConflictRow[]> {
      const found = await conflicts.find({ station, resolved_at: null }).sort({ _id: 1 }).limit(200).toArray()
      return found.map((conflict) => ({
        id: conflict._id.toHexString(),
        at: conflict.at.getTime(),
        imei: conflict.imei,
        iccid: conflict.ccid ?? '',
        order_number: conflict.order_number,
        lote: conflict.lote,
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

export type ConflictsRepository = ReturnType<typeof conflictsRepository>
