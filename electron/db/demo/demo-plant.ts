import { type Collection, type Db, type Document, MongoBulkWriteError, ObjectId } from 'mongodb'
import type { DemoPerson } from '../../../shared/state.ts'
import { collections } from '../collections/collections.ts'
import { demoBase, setUpDemoPlant } from './demo-base.ts'
import { gatherDemoSheet } from './demo-codes.ts'
import type { DemoSheet } from './demo-sheet.ts'
import { demoEmployees, demoPassword, fullName } from './people.ts'
import { demoDocuments } from './plant.ts'
import type { Identified } from './unit-documents.ts'

export interface DemoPlant {
  /** Who can sign in, whoever works at the line first. */
  readonly people: readonly DemoPerson[]
  /**
   * What the sheet of barcodes shows. Every call gives everybody a new badge and revokes the one before, because a
   * token is stored nowhere: call it only where there is no sheet yet.
   */
  readonly sheet: () => Promise<DemoSheet>
}

/**
 * Fills an empty database with the demo plant, once; later calls find it there. A load that was cut off is done again
 * with the same ids.
 * @throws when the database holds employees that are not the demo plant's: it is somebody's real one.
 */
export async function loadDemoPlant(db: Db): Promise<DemoPlant> {
  const { settings, employees } = collections(db)
  const before = await settings.findOne({ _id: 'demo' })
  if (before === null && (await employees.countDocuments({}, { limit: 1 })) > 0) {
    throw new Error('the demo plant is only for an empty database')
  }
  if (before?.['loaded_at'] == null) {
    await settings.updateOne({ _id: 'demo' }, { $setOnInsert: { begun_at: new Date() } }, { upsert: true })
    const begun = await settings.findOne({ _id: 'demo' })
    const at = begun?.['begun_at']
    if (!(at instanceof Date)) throw new Error('the mark of the demo plant has no time')
    await insertAll(db, at.getTime())
    await settings.updateOne({ _id: 'demo' }, { $set: { loaded_at: new Date() } })
  }
  const people = demoPeople()
  return { people, sheet: () => gatherDemoSheet(db, people) }
}

function demoPeople(): readonly DemoPerson[] {
  return demoEmployees
    .filter(({ status }) => status === 'active')
    .map((person) => ({
      employeeId: person.employee_id,
      name: fullName(person),
      role: person.role,
      password: demoPassword,
      does: person.does,
    }))
}

async function insertAll(db: Db, now: number): Promise<void> {
  const plant = demoDocuments(now)
  await Promise.all([
    insert(db.collection('employees'), withObjectIds(plant.employees)),
    insert(db.collection('customers'), withObjectIds(plant.customers)),
    insert(db.collection('production_orders'), withObjectIds(plant.orders)),
    insert(db.collection('devices'), withObjectIds(plant.devices)),
    insert(db.collection('movimientos'), withObjectIds(plant.movements)),
    insert(db.collection('device_events'), withObjectIds(plant.events)),
    insert(db.collection('pallets'), withObjectIds(plant.pallets)),
    insert(db.collection('station_counters'), plant.counters),
    insert(db.collection('station_folds'), plant.folds),
    ...Object.entries(demoBase(now, 0)).map(([name, documents]) => insert(db.collection(name), documents)),
  ])
  await setUpDemoPlant(db, now)
}

function withObjectIds(documents: readonly Identified<object>[]): Document[] {
  return documents.map(({ id, document }) => ({ _id: new ObjectId(id), ...document }))
}

/** Unordered; what a load that was cut off left there is left there. */
async function insert(collection: Collection, documents: readonly Document[]): Promise<void> {
  try {
    await collection.insertMany([...documents], { ordered: false })
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error
    const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors]
    if (failures.some(({ code }) => code !== 11000)) throw error
  }
}
