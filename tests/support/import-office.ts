import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { foldRepository } from '../../electron/db/duty/fold.ts'
import { type BundledWorker, bundleImportWorker } from './bundled-workers.ts'
import { type Office, openOffice } from './office.ts'
import { type OfficeDoor, openOfficeDoor } from './office-door.ts'
import { addEmployee, rightPassword } from './people.ts'

/** What a test of imports works with; it is there from the first test on. */
export interface ImportOffice {
  readonly office: Office
  readonly door: OfficeDoor
  /** Unique indexes that the test says are missing. */
  missing: { readonly name: string }[]
  readonly workerFile: string
  /** The order with its figures as the next fold makes them. */
  readonly fold: (order_number: string) => ReturnType<Office['collections']['orders']['findOne']>
  /** Somebody else signs in. */
  readonly as: (employee_id: string, facts: Parameters<typeof addEmployee>[2]) => Promise<void>
}

/** An office with an empty database and an administrator at its door, anew for each test of the file. */
export function importOffice(): ImportOffice {
  let office: Office
  let door: OfficeDoor
  let worker: BundledWorker
  const self: ImportOffice = {
    get office() {
      return office
    },
    get door() {
      return door
    },
    get workerFile() {
      return worker.file
    },
    missing: [],
    async fold(order_number) {
      const session = office.database.client.startSession()
      await foldRepository(office.collections).fold(session, order_number)
      await session.endSession()
      return office.collections.orders.findOne({ order_number })
    },
    async as(employee_id, facts) {
      await addEmployee(office.collections, employee_id, facts)
      door.session.signOut('person')
      await door.call('session.signIn', { identifier: employee_id, password: rightPassword })
    },
  }
  beforeAll(async () => {
    office = await openOffice()
    worker = await bundleImportWorker()
  })
  afterAll(async () => {
    await office.close()
    await worker.remove()
  })
  beforeEach(async () => {
    self.missing = []
    for (const collection of await office.database.db.collections()) await collection.deleteMany({})
    office.logged.length = 0
    await addEmployee(office.collections, 'ADM-1', { role: 'super_admin' })
    door = openOfficeDoor(office, { importWorkerFile: worker.file, missingIndexes: () => self.missing })
    await door.call('session.signIn', { identifier: 'ADM-1', password: rightPassword })
  })
  afterEach(() => door.close())
  return self
}
