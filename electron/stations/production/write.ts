import type { ProductionAct, RegisterAct } from '../../../shared/domain/production-acts.ts'
import { type RefusedAct, refusal, type WriteTerms, type Written } from '../../db/acts/written.ts'
import type { DatabaseSession } from '../../db/connection/client.ts'
import { type ProductionContext, type ProductionTables, unwritten } from './context.ts'
import { obtainPlaces } from './places.ts'
import { takenBy } from './unit.ts'

/** Tries of a registration whose place was taken away in between. */
const placeTries = 4

/** Writes an act; a registration whose lease turned out to be empty gets itself another place first. */
export async function writeAct(
  context: ProductionContext,
  session: DatabaseSession,
  act: ProductionAct,
  terms: WriteTerms,
): Promise<Written<ProductionAct>> {
  const tables = required(context.tables())
  for (let tries = 0; tries < placeTries; tries++) {
    const outcome = await tables.acts.write(session, act, terms)
    if (outcome.kind !== 'no-place') return outcome
    if (act.kind !== 'register') throw new Error('only a registration takes a place')
    const noPlace = await findPlace(context, tables, session, act)
    if (noPlace !== null) return noPlace
  }
  return refusal('places-held', { station: '' })
}

/** A place on the session that writes the act; or why there is noPlace, and who has the unit, if somebody has. */
async function findPlace(
  context: ProductionContext,
  { rooms, acts }: ProductionTables,
  session: DatabaseSession,
  { act, subject, workplace }: RegisterAct,
): Promise<RefusedAct | null> {
  const { places } = context
  const waiting = () => unwritten(context, subject, act)
  const noPlace = await obtainPlaces(rooms, places, (work) => work(session), subject, workplace.station, waiting)
  // The act takes its place in its own transaction; here it is only taken out of what the station believes to hold.
  if (noPlace === null && places.reserve(subject)) return null
  const named = { order: subject.order_number, lote: subject.lote }
  const refused =
    noPlace === null
      ? refusal('places-held', { ...named, station: '' })
      : refusal(noPlace.word, { ...named, ...(noPlace.word === 'places-held' && { station: noPlace.station }) })
  // This station believed to hold a place that was given back: that the unit is registered is the better answer.
  return (await takenBy(acts, subject)) ?? refused
}

export function required(tables: ProductionTables | null): ProductionTables {
  if (tables === null) throw new Error('used before the database was reached')
  return tables
}
