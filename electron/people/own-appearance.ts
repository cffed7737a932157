import type { Preferences } from '../../shared/schemas/station-preferences.ts'
import type { PreferencesRepository } from '../db/people/preferences.ts'
import type { Log } from '../log/log.ts'
import { createLane } from '../waiting/lane.ts'
import type { Session } from './session.ts'

/** What of the screen's looks is the person's own; what is missing is this PC's. */
export type OwnAppearance = Preferences

interface OwnAppearanceParts {
  readonly session: Pick<Session, 'current' | 'onChange'>
  /** Null until the database was reached once. */
  readonly repository: () => PreferencesRepository | null
  readonly now: () => number
  readonly log: Log
  readonly onChange: () => void
}

/**
 * Language and theme of the person who is signed in: read from the plant's database at sign-in, forgotten here at
 * sign-out. A choice holds at once; what the database did not take (it is away) is stored when it is back.
 */
export function createOwnAppearance({ session, repository, now, log, onChange }: OwnAppearanceParts) {
  let of: string | null = null
  let own: OwnAppearance = {}
  /** Chosen, not stored; also of people who have signed out meanwhile. */
  const unsaved = new Map<string, OwnAppearance>()
  const lane = createLane()

  function enqueue(work: () => Promise<void>): Promise<void> {
    return lane.run(work).catch((error: unknown) => void log('appearance.not-stored', { error }))
  }

  async function load(employee_id: string): Promise<void> {
    const found = await repository()?.find(employee_id)
    if (found === undefined || of !== employee_id) return
    own = { ...found, ...unsaved.get(employee_id) }
    onChange()
  }

  async function store(employee_id: string): Promise<void> {
    const changes = unsaved.get(employee_id)
    const stored = repository()
    if (changes === undefined || stored === null) return
    await stored.save(employee_id, changes, new Date(now()))
    if (unsaved.get(employee_id) === changes) unsaved.delete(employee_id)
  }

  const undo = session.onChange(() => {
    const person = session.current()?.employee_id ?? null
    if (person === of) return
    of = person
    own = {}
    if (person !== null) void enqueue(() => load(person))
  })

  return {
    current: (): OwnAppearance => own,

    /** @returns false while nobody is signed in: then it is this PC's to choose. */
    choose(changes: OwnAppearance): boolean {
      if (of === null) return false
      const person = of
      own = { ...own, ...changes }
      unsaved.set(person, { ...unsaved.get(person), ...changes })
      onChange()
      void enqueue(() => store(person))
      return true
    },

    /** The database is there (again). */
    connected(): void {
      for (const person of unsaved.keys()) void enqueue(() => store(person))
      const person = of
      if (person !== null) void enqueue(() => load(person))
    },

    /** Ends after what was chosen is stored, or could not be. */
    stop(): Promise<void> {
      undo()
      return lane.settled()
    },
  }
}

export type OwnAppearances = ReturnType<typeof createOwnAppearance>
