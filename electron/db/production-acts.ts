import { type ClientSession, ObjectId } from 'mongodb'
import type { Act } from '../../shared/domain/act.ts'
import type { Collections } from './collections.ts'
import { deviceLookup } from './device-lookup.ts'
import { deviceRegistration } from './register-device.ts'
import { actUndoing } from './undo-act.ts'
import { deviceVerification } from './verify-device.ts'
import type { WriteTerms, Written } from './written.ts'

/**
 * Writes the production station's acts, each in one transaction with ids made before. Races are settled by unique
 * indexes and by the expected state in the filter, never by read-then-write.
 */
export function productionActs(tables: Collections) {
  const { deviceEvents } = tables
  const lookup = deviceLookup(tables)
  const register = deviceRegistration(tables, lookup, isWritten)
  const verify = deviceVerification(tables, lookup)
  const undo = actUndoing(tables, isWritten)

  /** The act's first event has the act's id. */
  async function isWritten(act: string): Promise<boolean> {
    return (await deviceEvents.countDocuments({ _id: new ObjectId(act) }, { limit: 1 })) > 0
  }

  return {
    /** Writes an act, or says why not. @throws the driver's error when the database is away: nothing is decided then. */
    async write(session: ClientSession, act: Act, terms: WriteTerms): Promise<Written> {
      if (act.kind === 'register') return register(session, act, terms)
      await terms.durable
      switch (act.kind) {
        case 'verify':
          return verify(session, act)
        case 'undo':
          return undo(session, act)
      }
    },

    /** Early answer for the first code of a pair, and for a unit that finds no place: is it on a device already? */
    taken: lookup.taken,
  }
}

export type ProductionActs = ReturnType<typeof productionActs>
