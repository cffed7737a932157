import type { ClientSession } from 'mongodb'
import type { Collections } from '../collections/collections.ts'

export interface ReferenceRules {
  readonly tacs: readonly string[]
  readonly iccid_prefixes: readonly string[]
}

/** Which TACs and ICCID prefixes the units of a product reference carry. */
export function referencesRepository({ references }: Pick<Collections, 'references'>) {
  return {
    /**
     * Keeps the rules of a reference. An empty list says nothing and leaves what was there: a second order of the
     * same product is often made without typing them again.
     */
    async setRules(
      session: ClientSession,
      nro_referencia: string,
      rules: ReferenceRules,
      by: string,
      now: Date,
    ): Promise<void> {
      await references.updateOne(
        { _id: nro_referencia },
        {
          $set: {
            ...(rules.tacs.length > 0 && { tacs: [...new Set(rules.tacs)] }),
            ...(rules.iccid_prefixes.length > 0 && { iccid_prefixes: [...new Set(rules.iccid_prefixes)] }),
            updated_at: now,
            updated_by: by,
          },
          $setOnInsert: {
            ...(rules.tacs.length === 0 && { tacs: [] }),
            ...(rules.iccid_prefixes.length === 0 && { iccid_prefixes: [] }),
          },
        },
        { session, upsert: true },
      )
    },
  }
}

export type ReferencesRepository = ReturnType<typeof referencesRepository>
