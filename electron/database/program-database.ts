import { join } from 'node:path'
import type { ServerFacts } from '../../shared/database.ts'
import { type Failure, failure, type Result, success } from '../../shared/result.ts'
import { testConnection } from '../db/connection-test/test-connection.ts'
import { defaultSettings } from '../settings/config.ts'
import { connectionVariable, settingVariables } from '../settings/config-variables.ts'
import { createDatabaseInUse, type DatabaseInUseParts } from './database-in-use.ts'
import { createDatabaseMove } from './database-move.ts'
import type { DatabaseSource } from './database-source.ts'
import { linkOfNow } from './link-of-now.ts'

/** The database this program uses now: opened by the settings, paused while it is moved, exchanged for another, left. */
export function createProgramDatabase(parts: DatabaseInUseParts) {
  const { config, secret, folder } = parts
  const inUse = createDatabaseInUse(parts)
  const { source, link } = inUse
  const move = createDatabaseMove({ ...parts, inUse, variable })

  /** Which variable sets the database of this PC; then no screen can change it. */
  function variable(): string {
    if (!config.forced.includes('database')) return ''
    return parts.env[connectionVariable] ? connectionVariable : settingVariables.database
  }

  return {
    source,
    /** As it may be used now; null while none is chosen. */
    link,
    now: linkOfNow(link),
    /** Which it is, for the window's title; empty while none is chosen. */
    title: (): string => (link() === null ? '' : `${config.settings().databaseName} @ ${link()?.host() ?? ''}`),
    variable,
    open: async (): Promise<void> => inUse.open(),
    /** For good. A move is broken off; it can go on at the next start. */
    async close(): Promise<void> {
      inUse.end()
      await move.end()
      await inUse.close()
    },
    move: move.start,
    moveState: move.state,
    cancelMove: move.cancel,
    /** For a thread that connects by itself; null while nobody may. */
    async connection(): Promise<{ readonly connectionString: string; readonly databaseName: string } | null> {
      const opened = source()
      if (opened === null || inUse.isPaused()) return null
      return { connectionString: await opened.connectionString(), databaseName: config.settings().databaseName }
    },
    /** Why the database cannot be asked now, or null. */
    whyAway(): 'database-away' | 'database-starting' | 'database-moving' | null {
      if (move.state() !== null) return 'database-moving'
      const now = link()
      if (now === null || now.database() === null) return 'database-starting'
      return now.isAway() ? 'database-away' : null
    },
    /** Where an embedded database lies, or empty. */
    folder: (): string => (source()?.kind === 'embedded' ? join(folder, 'mongod') : ''),
    async test(): Promise<Result<ServerFacts>> {
      const opened = source()
      return opened === null ? failure('database-away') : testSource(opened, config.settings().databaseName)
    },
    /** Back to the question of the first start. Nothing is deleted but the secret. */
    async leave(): Promise<Failure | null> {
      if (move.state() !== null) return failure('database-moving')
      if (variable() !== '') return failure('setting-by-variable', { variable: variable() })
      config.save({ database: 'unset', databaseName: defaultSettings('es').databaseName })
      secret.forget()
      await parts.onPause()
      await inUse.close()
      parts.onShow()
      return null
    },
  }
}

export type ProgramDatabase = ReturnType<typeof createProgramDatabase>

async function testSource(source: DatabaseSource, databaseName: string): Promise<Result<ServerFacts>> {
  try {
    const tested = await testConnection(await source.connectionString(), databaseName)
    if (!tested.ok || source.kind === 'plant') return tested
    // Nobody but this PC reaches its own server, and it speaks no zlib.
    const warnings = tested.value.warnings.filter((warning) => warning !== 'server-needs-update')
    return success({ ...tested.value, warnings })
  } catch {
    return failure('database-starting')
  }
}
