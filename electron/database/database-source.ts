import { dirname, join } from 'node:path'
import type { WorkstationSettings } from '../../shared/settings.ts'
import { createDailyBackup, type DailyBackup } from '../backup/daily-backup.ts'
import type { Log } from '../log/log.ts'
import { type EmbeddedServer, type EmbeddedServerStatus, startEmbeddedServer } from '../mongod/embedded-server.ts'
import { rememberPast } from '../mongod/remember-past.ts'
import type { Config } from '../settings/config.ts'
import type { ConnectionSecret } from '../settings/connection-secret.ts'

export interface DatabaseSource {
  readonly kind: 'embedded' | 'plant' | 'demo'
  readonly connectionString: () => Promise<string>
  /** Of the embedded server; null for the plant's. */
  readonly status: () => EmbeddedServerStatus | null
  /** Of the embedded server; null for the others: the plant's server has its own, the demo plant needs none. */
  readonly backup: DailyBackup | null
  readonly stop: () => Promise<void>
}

interface SourceParts {
  readonly kind: WorkstationSettings['database']
  readonly folder: string
  readonly secret: ConnectionSecret
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: Log
  readonly config: Pick<Config, 'settings'>
  readonly installation: string
  readonly version: string
  /** A bundled worker; the one that makes copies stands beside it. */
  readonly workerFile: string
  readonly onStatus: () => void
  /** Resolves when the window has been painted: a server that starts takes the processor from it. */
  readonly painted: Promise<void>
}

/** Where the database comes from: a server of this PC's own, or the plant's. Null while nobody has chosen yet. */
export function openDatabaseSource(parts: SourceParts): DatabaseSource | null {
  const { kind, folder, secret, env, log, onStatus, painted } = parts
  switch (kind) {
    case 'unset':
      return null
    case 'plant':
      return {
        kind,
        async connectionString() {
          await painted
          const text = await secret.read()
          if (text === null) throw new Error('Invalid URI: no connection string is kept on this PC')
          return text
        },
        status: () => null,
        backup: null,
        stop: () => Promise.resolve(),
      }
    case 'embedded':
    case 'demo': {
      const root = join(folder, 'mongod')
      let status: EmbeddedServerStatus = { phase: 'starting' }
      const server: EmbeddedServer = startEmbeddedServer({
        folder: root,
        executable: env['OSE_MONGOD_PATH'] ?? 'mongod',
        log: (event, facts) => void log(event, facts),
        after: painted,
        onStatus: (next) => {
          status = next
          onStatus()
        },
      })
      const backup =
        kind === 'demo'
          ? null
          : createDailyBackup({
              dataFolder: folder,
              installation: parts.installation,
              version: parts.version,
              workerFile: join(dirname(parts.workerFile), 'backup.worker.cjs'),
              settings: parts.config.settings,
              connectionString: () => (status.phase === 'running' ? server.connectionString() : null),
              rememberPast: async (seconds) => {
                if (status.phase === 'running') await rememberPast(root, status.port, seconds)
              },
              log,
              onChange: onStatus,
            })
      return {
        kind,
        connectionString: server.connectionString,
        status: () => status,
        backup,
        async stop() {
          await backup?.stop()
          await server.stop()
        },
      }
    }
  }
}
