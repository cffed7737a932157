import type { ClientSession } from 'mongodb'
import type { CheckView } from '../../../shared/contract/health.ts'
import { type Collections, collections } from '../collections/collections.ts'
import type { Database } from '../connection/client.ts'
import { findContents } from './find-contents.ts'
import { findDuplicates } from './find-duplicates.ts'
import { findCustomerCounts, findFigures } from './find-figures.ts'
import { findInDevices, type Sums } from './find-in-devices.ts'
import { findListed, findMovements, findReferences } from './find-references.ts'
import { findWords } from './find-words.ts'
import type { Finding } from './finding.ts'
import type { Pace } from './walk.ts'

export type CheckPhase = NonNullable<CheckView['phase']>

export interface Check {
  readonly database: Database
  /** For looks at one order in one snapshot. */
  readonly session: ClientSession
  readonly signal: AbortSignal
  readonly onFinding: (finding: Finding) => void
  /** @param total about how many there are in this phase; 0: not known */
  readonly onProgress: (phase: CheckPhase, done: number, total: number) => void
}

/**
 * Looks through all of the data for the closed list of what may be wrong, and changes nothing. Memory is bounded by the
 * number of orders and customers; the server works half of the time at most.
 * @throws `CheckCancelled`, and what the driver says
 */
export async function checkData({ database, session, signal, onFinding, onProgress }: Check): Promise<void> {
  // What is only found is read from a secondary where there is one; what is compared or planned, from the primary.
  const { client, db, collections: primary } = database
  const reading = collections(client.db(db.databaseName, { readPreference: 'secondaryPreferred' }))
  const sums: Sums = { orders: new Map(), customers: new Map() }
  const [devices, movements] = await Promise.all([
    reading.devices.estimatedDocumentCount(),
    reading.movimientos.estimatedDocumentCount(),
  ])

  async function phase(
    name: CheckPhase,
    total: number,
    find: (pace: Pace, tables: Collections) => AsyncGenerator<Finding>,
    tables = reading,
  ): Promise<void> {
    let done = 0
    const pace = {
      signal,
      step: (looked: number) => {
        done += looked
        onProgress(name, done, total)
      },
    }
    onProgress(name, 0, total)
    for await (const found of find(pace, tables)) onFinding(found)
  }

  await phase('devices', devices, (pace, tables) => findInDevices(tables, pace, sums))
  await phase('duplicates', 2 * devices, (pace, tables) => findDuplicates(tables, pace))
  await phase('references', 0, (pace, tables) => findReferences(tables, pace))
  await phase('movements', movements, (pace, tables) => findMovements(tables, pace))
  await phase('contents', 0, async function* (pace, tables) {
    yield* findListed(tables, pace)
    yield* findContents(tables, pace)
  })
  await phase('words', 0, (pace, tables) => findWords(tables, pace))
  await phase('figures', 0, (pace, tables) => findFigures(tables, session, pace, sums), primary)
  await phase('customers', 0, (pace, tables) => findCustomerCounts(tables, pace, sums), primary)
}
