import { join } from 'node:path'
import type { MovePhase, MoveState, ServerFacts } from '../../shared/database.ts'
import { type Failure, failure, type Result, success } from '../../shared/result.ts'
import type { Clock } from '../clock/clock.ts'
import type { Database } from '../db/connection/client.ts'
import type { SessionMarks } from '../db/connection/station-session.ts'
import { testConnection } from '../db/connection-test/test-connection.ts'
import { moveToServer } from '../db/copy/move-to-server.ts'
import type { Log } from '../log/log.ts'
import { type Config, defaultSettings } from '../settings/config.ts'
import { connectionVariable, settingVariables } from '../settings/config-variables.ts'
import type { ConnectionSecret } from '../settings/connection-secret.ts'
import { createDatabaseLink, type DatabaseLink } from './database-link.ts'
import { type DatabaseSource, openDatabaseSource } from './database-source.ts'

export interface ProgramDatabaseParts {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly installation: string
  readonly version: string
  readonly workerFile: string
  readonly config: Config
  readonly secret: ConnectionSecret
  readonly marks: SessionMarks
  readonly clock: Clock
  readonly log: Log
  /** See `openDatabaseSource`. */
  readonly painted: Promise<void>
  /** The demo plant's own data, on its first connection. */
  readonly loadDemo: (database: Database) => Promise<void>
  /** The link was made, lost, made again, or exchanged. */
  readonly onChange: () => void
  /** Only what is shown has changed. */
  readonly onShow: () => void
  /** Nobody may write any more: resolves when whoever writes by himself has stopped. */
  readonly onPause: () => Promise<void>
}

/** Acts on their way when a move begins are waited for this long; the comparison finds what came later. */
const patienceMs = 10_000
const showEveryMs = 150

/**
 * The database this program uses now: opened by the settings, paused while it is moved, exchanged for another. While it
 * is paused it looks to everybody as one that is away, so scans are kept in the journal as they always are then.
 */
export function createProgramDatabase(parts: ProgramDatabaseParts) {
  const { config, secret, log, folder } = parts
  let source: DatabaseSource | null = null
  let link: DatabaseLink | null = null
  let moving: { state: MoveState; readonly abort: AbortController } | null = null
  let isPaused = false
  let shownAt = 0
  let running: Promise<unknown> = Promise.resolve()
  let isEnded = false

  async function open(): Promise<void> {
    const { database: kind, databaseName } = config.settings()
    if (source !== null || isEnded) return
    source = openDatabaseSource({ ...parts, kind, onStatus: parts.onShow })
    parts.onShow()
    if (source === null) return
    const opened = source
    link = createDatabaseLink({
      connectionString: opened.connectionString,
      name: databaseName,
      marks: parts.marks,
      clock: parts.clock,
      log,
      ...(opened.kind === 'plant' && { diagnose: (text) => diagnosis(text, databaseName) }),
      prepare: async (database) => {
        if (opened.kind === 'demo') await parts.loadDemo(database)
      },
      onChange: parts.onChange,
      onProgress: parts.onShow,
    })
  }

  async function close(): Promise<void> {
    await link?.close()
    await source?.stop()
    link = null
    source = null
  }

  function usable(): DatabaseLink | null {
    if (link === null || !isPaused) return link
    const nothing = () => null
    return { ...link, database: nothing, isAway: () => true, session: async () => null, foldingSession: nothing }
  }

  function step(state: MoveState): void {
    if (moving === null) return
    const isNews = moving.state.phase !== state.phase || Date.now() - shownAt > showEveryMs
    moving.state = state
    if (!isNews) return
    shownAt = Date.now()
    parts.onShow()
  }
  const phase = (name: MovePhase): void => step({ phase: name, collection: '', done: 0, total: 0 })

  /** Which variable sets the database of this PC; then no screen can change it. */
  function variable(): string {
    if (!config.forced.includes('database')) return ''
    return parts.env[connectionVariable] ? connectionVariable : settingVariables.database
  }

  async function pause(): Promise<void> {
    isPaused = true
    await parts.onPause()
    const session = (await link?.session()) ?? null
    const until = Date.now() + patienceMs
    while (session?.inTransaction() === true && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  function resume(): void {
    isPaused = false
    parts.onChange()
  }

  /** Copies this PC's database to the server, compares, and only then goes on there. */
  async function move(text: string, databaseName: string): Promise<Result<{ documents: number; folder: string }>> {
    if (moving !== null) return failure('database-moving')
    if (variable() !== '') return failure('setting-by-variable', { variable: variable() })
    if (source?.kind !== 'embedded' || link === null || link.isAway()) return failure('database-away')
    const from = source
    moving = { state: { phase: 'testing', collection: '', done: 0, total: 0 }, abort: new AbortController() }
    const { signal } = moving.abort
    try {
      parts.onShow()
      const tested = await testConnection(text, databaseName, { forMove: true })
      if (!tested.ok) return tested
      phase('waiting')
      await pause()
      const moved = await moveToServer({
        from: { connectionString: await from.connectionString(), name: config.settings().databaseName },
        to: { connectionString: text, name: databaseName },
        signal,
        log,
        onProgress: step,
      })
      if (!moved.ok) return moved
      phase('switching')
      await secret.write(text)
      config.save({ database: 'plant', databaseName })
      log('database.moved', { ...moved.value, databaseName })
      await close()
      return success({ documents: moved.value.documents, folder: join(folder, 'mongod') })
    } finally {
      moving = null
      isPaused = false
      // Exchanged when all went well, else the same as before.
      await open()
      if (link === null || source === from) resume()
      parts.onShow()
    }
  }

  return {
    open,
    /** For good. A move is broken off; it can go on at the next start. */
    async close(): Promise<void> {
      isEnded = true
      moving?.abort.abort()
      await running
      await close()
    },
    move(text: string, databaseName: string): ReturnType<typeof move> {
      const mine = move(text, databaseName)
      running = mine.catch(() => undefined)
      return mine
    },
    variable,
    /** As it may be used now; null while none is chosen. */
    link: usable,
    source: (): DatabaseSource | null => source,
    /** For a thread that connects by itself; null while nobody may. */
    async connection(): Promise<{ readonly connectionString: string; readonly databaseName: string } | null> {
      if (source === null || isPaused) return null
      return { connectionString: await source.connectionString(), databaseName: config.settings().databaseName }
    },
    /** Why the database cannot be asked now, or null. */
    whyAway(): 'database-away' | 'database-starting' | 'database-moving' | null {
      if (moving !== null) return 'database-moving'
      if (usable() === null || usable()?.database() === null) return 'database-starting'
      return usable()?.isAway() ? 'database-away' : null
    },
    moveState: (): MoveState | null => moving?.state ?? null,
    /** Where an embedded database lies, or empty. */
    folder: (): string => (source?.kind === 'embedded' ? join(folder, 'mongod') : ''),
    cancelMove: (): void => moving?.abort.abort(),
    async test(): Promise<Result<ServerFacts>> {
      if (source === null) return failure('database-away')
      const { kind } = source
      try {
        const tested = await testConnection(await source.connectionString(), config.settings().databaseName)
        if (!tested.ok || kind === 'plant') return tested
        // Nobody but this PC reaches its own server, and it speaks no zlib.
        const warnings = tested.value.warnings.filter((warning) => warning !== 'server-needs-update')
        return success({ ...tested.value, warnings })
      } catch {
        return failure('database-starting')
      }
    },
    /** Back to the question of the first start. Nothing is deleted but the secret. */
    async leave(): Promise<Failure | null> {
      if (moving !== null) return failure('database-moving')
      if (variable() !== '') return failure('setting-by-variable', { variable: variable() })
      config.save({ database: 'unset', databaseName: defaultSettings('es').databaseName })
      secret.forget()
      await parts.onPause()
      await close()
      parts.onShow()
      return null
    },
  }
}

export type ProgramDatabase = ReturnType<typeof createProgramDatabase>

async function diagnosis(text: string, databaseName: string): Promise<Failure['error'] | null> {
  if (text === '') return null
  const tested = await testConnection(text, databaseName)
  return tested.ok ? null : tested.error
}
