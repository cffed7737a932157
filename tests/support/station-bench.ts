import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClock } from '../../electron/clock/clock.ts'
import { createDatabaseLink } from '../../electron/database/database-link.ts'
import { startDuty } from '../../electron/duty/duty.ts'
import { openJournal } from '../../electron/journal/journal.ts'
import type { LabelledUnit } from '../../electron/printing/unit-labels.ts'
import { createStationDesk } from '../../electron/station/desk.ts'
import type { PlantSettings } from '../../shared/settings.ts'
import { defaultPlantSettings } from '../../shared/settings.ts'
import type { Actor } from '../../shared/station/act.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import type { StationState, StationWord, Works } from '../../shared/stations.ts'

export interface StationBenchOptions {
  readonly uri: string
  readonly databaseName: string
  readonly station?: string
  readonly puesto?: 1 | 2
  readonly folder?: string
  readonly plant?: Partial<PlantSettings>
  readonly supervisors?: Readonly<Record<string, Actor>>
  /** The stations that this PC offers. */
  readonly offered?: readonly StationWord[]
  readonly folds?: boolean
  /** The database cannot be reached when it starts. */
  readonly startsAway?: true
  /** Who is signed in when it starts; the program itself only knows so a moment later. */
  readonly person?: Actor | null
  /** What its page is told. */
  readonly onState?: (state: StationState) => void
  /** Where its log goes besides. */
  readonly onLog?: (event: string, facts?: Readonly<Record<string, unknown>>) => void
}

export const operator: Actor = {
  employee_id: 'EMP-001',
  name: 'Ana Torres',
  isSupervisor: false,
  stations: ['production'],
}
export const supervisor: Actor = {
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
  const journal = await openJournal(join(folder, 'journal'))
  const clock = createClock()
  const log = (event: string, facts?: Readonly<Record<string, unknown>>): string => {
    if (process.env['OSE_TEST_LOG']) console.error(event, facts)
    options.onLog?.(event, facts)
    if (event === 'station.bug') bugs.push(facts?.['error'])
    return 'log-id'
  }
  const bugs: unknown[] = []
  let person: Actor | null = options.person === undefined ? operator : options.person
  const verdicts: Verdict[] = []
  const states: StationState[] = []
  const labels: LabelledUnit[] = []
  let desk: Awaited<ReturnType<typeof createStationDesk>> | null = null
  const link = createDatabaseLink({
    connectionString: () => Promise.resolve(options.uri),
    name: options.databaseName,
    marks: journal.sessions,
    clock,
    log,
    onChange: () => void (link.isAway() ? desk?.changed() : desk?.connected().catch(() => undefined)),
  })
  desk = await createStationDesk({
    journal,
    link,
    clock,
    log,
    plant: () => ({ ...defaultPlantSettings, ...options.plant }),
    workplace: () => ({ station: options.station ?? 'S01', linea: 1, puesto: options.puesto ?? 1 }),
    offered: () => options.offered ?? ['production'],
    actor: () => person,
    activity: () => undefined,
    clean: () => undefined,
    signOut: () => {
      person = null
    },
    badge: async (turn) => void turn.answer('unknown-badge'),
    async supervisorByBadge(turn, token) {
      const found = options.supervisors?.[token]
      if (found === undefined) turn.answer('unknown-badge')
      return found === undefined ? null : { employee_id: found.employee_id, name: found.name }
    },
    unitLabel: (unit) => labels.push(unit),
    onVerdict: (verdict) => verdicts.push(verdict),
    onState: (state) => (options.onState === undefined ? states.push(state) : options.onState(state)),
  })
  if (options.startsAway !== true) {
    await until(() => !link.isAway() && link.database() !== null, 'the database')
    await desk.connected()
  }
  const folding =
    options.folds === false || options.startsAway === true
      ? null
      : startDuty(
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
    signIn: (next: Actor | null) => {
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
      await made.at('production').openOrder(order, lote)
      return required(verdicts[verdicts.length - 1])
    },
    state: () => made.state(),
    /** What the production station shows. */
    work(): Works['production'] {
      const state = made.state()
      if (state.word !== 'production') throw new Error(`the station that is open is ${state.word}`)
      return state.work
    },
    async close(keepFolder = false): Promise<void> {
      await folding?.stop()
      await made.close()
      await link.close()
      await journal.close()
      if (!keepFolder) await rm(folder, { recursive: true, force: true })
    },
    /**
     * From now on nothing of an answered scan reaches the journal: a kill in the moment between the commit and the
     * journal's last write. What was appended before stays.
     * @param after so many answers still get there
     */
    killBeforeSettling(after = 0): void {
      const { settle } = journal
      const taken = made.station.memory().seq
      let settled = 0
      Object.assign(journal, {
        settle: (...given: Parameters<typeof settle>) =>
          // What is no answer (an order read anew) goes on.
          given[0] <= taken || settled++ < after ? settle(...given) : new Promise(() => undefined),
      })
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
    await sleep(20)
  }
}

export function required<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('missing')
  return value
}
