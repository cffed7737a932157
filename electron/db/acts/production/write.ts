import type { ClientSession } from 'mongodb'
import type { ProductionAct, ProductionUndo } from '../../../../shared/domain/production-acts.ts'
import type { Collections } from '../../collections/collections.ts'
import { deviceLookup } from '../device-lookup.ts'
import type { WriteTerms, Written } from '../written.ts'
import { deviceRegistration, type noPlace } from './register.ts'
import { actReversal } from './reverse.ts'
import { deviceVerification } from './verify.ts'

/**
 * Writes the production station's acts, each in one transaction with ids made before. Races are settled by unique
 * indexes and by the expected state in the filter, never by read-then-write.
 */
export function productionActs(tables: Collections) {
  const lookup = deviceLookup(tables)
  const register = deviceRegistration(tables, lookup)
  const verify = deviceVerification(tables, lookup)
  const reverse = actReversal(tables)

  return {
    /** @throws the driver's error when the database is away: nothing is decided then. */
    async write(
      session: ClientSession,
      act: ProductionAct,
      terms: WriteTerms,
    ): Promise<Written<ProductionAct> | typeof noPlace> {
      if (act.kind === 'register') return register(session, act, terms)
      await terms.durable
      return verify(session, act, terms)
    },

    async reverse(session: ClientSession, undo: ProductionUndo, terms: WriteTerms): Promise<Written<ProductionUndo>> {
      await terms.durable
      return reverse(session, undo, terms)
    },

    /** Early answer for the first code of a pair, and for a unit that finds no place: is it on a device already? */
    taken: lookup.taken,
  }
}

export type ProductionActs = ReturnType<typeof productionActs>
