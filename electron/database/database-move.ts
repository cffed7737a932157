import { join } from 'node:path'
import type { MovePhase, MoveState } from '../../shared/database.ts'
import { failure, type Result, success } from '../../shared/result.ts'
import { testConnection } from '../db/connection-test/test-connection.ts'
import { moveToServer } from '../db/copy/move-to-server.ts'
import type { Log } from '../log/log.ts'
import type { Config } from '../settings/config.ts'
import type { ConnectionSecret } from '../settings/connection-secret.ts'
import type { DatabaseInUse } from './database-in-use.ts'
import type { DatabaseSource } from './database-source.ts'

const showEveryMs = 150

type Moved = Result<{ documents: number; folder: string }>

interface DatabaseMoveParts {
  /** The data folder. */
  readonly folder: string
  readonly config: Pick<Config, 'settings' | 'save'>
  readonly secret: Pick<ConnectionSecret, 'write'>
  readonly inUse: DatabaseInUse
  /** Which variable sets the database of this PC, or empty. */
  readonly variable: () => string
  readonly log: Log
  /** The database is in use again. */
  readonly onChange: () => void
  readonly onShow: () => void
}

/** The one move of this PC's database to the plant's server: how far it is, and what breaks it off. */
export function createDatabaseMove(parts: DatabaseMoveParts) {
  const { config, inUse, log } = parts
  let moving: { state: MoveState; readonly abort: AbortController } | null = null
  let shownAt = 0
  let running: Promise<unknown> = Promise.resolve()

  function step(state: MoveState): void {
    if (moving === null) return
    const isNews = moving.state.phase !== state.phase || Date.now() - shownAt > showEveryMs
    moving.state = state
    if (!isNews) return
    shownAt = Date.now()
    parts.onShow()
  }
  const phase = (name: MovePhase): void => step({ phase: name, collection: '', done: 0, total: 0 })

  /** Copies this PC's database to the server, compares, and only then goes on there. */
  async function move(from: DatabaseSource, text: string, databaseName: string): Promise<Moved> {
    moving = { state: { phase: 'testing', collection: '', done: 0, total: 0 }, abort: new AbortController() }
    const { signal } = moving.abort
    try {
      parts.onShow()
      const tested = await testConnection(text, databaseName, { forMove: true })
      if (!tested.ok) return tested
      phase('waiting')
      await inUse.pause()
      const moved = await moveToServer({
        from: { connectionString: await from.connectionString(), name: config.settings().databaseName },
        to: { connectionString: text, name: databaseName },
        signal,
        log,
        onProgress: step,
      })
      if (!moved.ok) return moved
      phase('switching')
      await parts.secret.write(text)
      config.save({ database: 'plant', databaseName })
      log('database.moved', { ...moved.value, databaseName })
      await inUse.close()
      return success({ documents: moved.value.documents, folder: join(parts.folder, 'mongod') })
    } finally {
      moving = null
      inUse.resume()
      // Exchanged when all went well, else the same as before.
      inUse.open()
      if (inUse.link() === null || inUse.source() === from) parts.onChange()
      parts.onShow()
    }
  }

  return {
    async start(text: string, databaseName: string): Promise<Moved> {
      if (moving !== null) return failure('database-moving')
      const variable = parts.variable()
      if (variable !== '') return failure('setting-by-variable', { variable })
      const from = inUse.source()
      if (from?.kind !== 'embedded' || (inUse.link()?.isAway() ?? true)) return failure('database-away')
      const mine = move(from, text, databaseName)
      running = mine.catch(() => undefined)
      return mine
    },
    /** How far it is; null while nothing is moved. */
    state: (): MoveState | null => moving?.state ?? null,
    cancel: (): void => moving?.abort.abort(),
    /** Breaks it off. Resolves when it has ended. */
    async end(): Promise<void> {
      moving?.abort.abort()
      await running
    },
  }
}
