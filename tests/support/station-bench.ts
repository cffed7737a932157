import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClock } from '../../electron/clock.ts'
import { createDatabaseLink } from '../../electron/database-link.ts'
import { startFolding } from '../../electron/folder.ts'
import { openJournal } from '../../electron/journal/journal.ts'
import type { VerifiedUnit } from '../../electron/printing/unit-labels.ts'
import { createProductionDesk } from '../../electron/production-desk.ts'
import type { Person } from '../../electron/station.ts'
import type { PendingAct, StationMemory } from '../../electron/station-memory.ts'
import type { Verdict } from '../../shared/answers.ts'
import type { PlantSettings } from '../../shared/settings.ts'
import { defaultPlantSettings } from '../../shared/settings.ts'
import type { StationState } from '../../shared/state.ts'

export interface StationBenchOptions {
  readonly uri: string
  readonly databaseName: string
  readonly station?: string
  readonly puesto?: 1 | 2
  readonly folder?: string
  readonly plant?: Partial<PlantSettings>
  readonly supervisors?: Readonly<Record<string, Person>>
  readonly folds?: boolean
  /** Where its log goes besides. */
  readonly onLog?: (event: string, facts?: Readonly<Record<string, unknown>>) => void
}

export const operator: Person = {
  employee_id: 'EMP-001',
  name: 'Ana Torres',
  isSupervisor: false,
  stations: ['production'],
}
export const supervisor: Person = {
  employee_id: 'SUP-001',
  name: 'Eva Ruiz',
  isSupervisor: true,
  stations: ['production'],
}

/**
 * A whole station without the window: journal, queue, writer, rule and database, all real. Verbs a test reads as a
 * story: `scan`, `expect`.
 */
export async function openStation(options: StationBenchOptions) {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'ose-station-')))
  const journal = await openJournal<StationMemory, PendingAct>(join(folder, 'journal'))
  const clock = createClock()
  const log = (event: string, facts?: Readonly<Record<string, unknown>>): string => {
    if (process.env['OSE_TEST_LOG']) console.error(event, facts)
    options.onLog?.(event, facts)
    if (event === 'station.bug') bugs.push(facts?.['error'])
    return 'log-id'
  }
  const bugs: unknown[] = []
  let person: Person | null = operator
  const verdicts: Verdict[] = []
  const states: StationState[] = []
  const labels: VerifiedUnit[] = []
  let desk: Awaited<ReturnType<typeof createProductionDesk>> | null = null
  const link = createDatabaseLink({
    connectionString: () => Promise.resolve(options.uri),
    name: options.databaseName,
    marks: journal.sessions,
    clock,
    log,
    onChange: () => void (link.isAway() ? desk?.changed() : desk?.connected().catch(() => undefined)),
  })
  desk = await createProductionDesk({
    journal,
    link,
    clock,
    log,
    plant: () => ({ ...defaultPlantSettings, ...options.plant }),
    workplace: () => ({ station: options.station ?? 'S01', linea: 1, puesto: options.puesto ?? 1 }),
    person: () => person,
    activity: () => undefined,
    clean: () => undefined,
    signOut: () => {
      person = null
    },
    badge: async (turn) => void turn.answer('unknown-badge'),
    async supervisorByBadge(token) {
      const found = options.supervisors?.[token]
      return found === undefined ? { word: 'unknown-badge' } : { person: found }
    },
    unitLabel: (unit) => labels.push(unit),
    onVerdict: (verdict) => verdicts.push(verdict),
    onState: (state) => states.push(state),
  })
  await until(() => !link.isAway() && link.database() !== null, 'the database')
  await desk.connected()
  const folding =
    options.folds === false
      ? null
      : startFolding(
          required(link.database()),
          () => required(link.database()).client.startSession({ causalConsistency: false }),
          options.station ?? 'S01',
          log,
        )
  const made = desk

  return {
    desk: made,
    link,
    journal,
    folder,
    verdicts,
    labels,
    bugs,
    signIn: (next: Person | null) => {
      person = next
    },
    /** Scans codes one after another and waits for the answers. @returns the last verdict. */
    async scan(...codes: readonly string[]): Promise<Verdict> {
      for (const text of codes) await made.station.scan({ text, scannerId: 'test' })
      return required(verdicts[verdicts.length - 1])
    },
    /** Scans without waiting, as a fast scanner does. */
    fire: (...codes: readonly string[]) =>
      Promise.all(codes.map((text) => made.station.scan({ text, scannerId: 'test' }))),
    async open(order: string, lote: number | null = null): Promise<Verdict> {
      await made.openOrder(order, lote)
      return required(verdicts[verdicts.length - 1])
    },
    state: () => made.state(),
    async close(keepFolder = false): Promise<void> {
      await folding?.stop()
      await made.close()
      await link.close()
      await journal.close()
      if (!keepFolder) await rm(folder, { recursive: true, force: true })
    },
    /** As a kill would leave it: nothing is finished, nothing is given back. */
    async abandon(): Promise<void> {
      await folding?.stop()
      await journal.close()
      await link.database()?.client.close(true)
    },
  }
}

export type TestStation = Awaited<ReturnType<typeof openStation>>

export async function until(condition: () => boolean | Promise<boolean>, what: string, ms = 15_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export function required<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('missing')
  return value
}
