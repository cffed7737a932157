import type { Db, Document } from 'mongodb'
import { defaultPlantSettings } from '../../../shared/settings.ts'
import { collections } from '../collections/collections.ts'
import { demoReferences } from './references.ts'
import { tacsUpTo } from './unit-numbers.ts'
import { demoWorkplaces, takenStationCodes } from './workplaces.ts'

/** What a plant has beside its orders and people, as documents by collection. @param lastSerial of its units */
export function demoBase(now: number, lastSerial: number): Readonly<Record<string, Document[]>> {
  return {
    station_references: Object.values(demoReferences).map((reference) => ({
      _id: reference.reference_number,
      tacs: tacsUpTo(reference, lastSerial),
      iccid_prefixes: reference.iccid_prefixes,
      updated_at: new Date(now),
      updated_by: 'demo',
    })),
    station_workstations: demoWorkplaces.map(({ code, linea, puesto }) => ({
      _id: `demo-${code}`,
      code,
      linea,
      puesto,
      host: `DEMO-L${linea}P${puesto}`,
      version: 'demo',
      seen_at: new Date(now),
    })),
  }
}

/** The plant's settings, and the station codes that are taken. Doing it again changes nothing. */
export async function setUpDemoPlant(db: Db, now: number): Promise<void> {
  const { settings, sequences } = collections(db)
  await sequences.updateOne({ _id: 'workstation' }, { $max: { value: takenStationCodes } }, { upsert: true })
  await settings.updateOne(
    { _id: 'plant' },
    { $setOnInsert: { ...defaultPlantSettings, badgeSignIn: true, updated_at: new Date(now), updated_by: 'demo' } },
    { upsert: true },
  )
}
