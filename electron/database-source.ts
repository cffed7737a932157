import { join } from 'node:path'
import type { WorkstationSettings } from '../shared/settings.ts'
import type { ConnectionSecret } from './connection-secret.ts'
import type { Log } from './log.ts'
import { type EmbeddedServer, type EmbeddedServerStatus, startEmbeddedServer } from './mongod/embedded-server.ts'

export interface DatabaseSource {
  readonly kind: 'embedded' | 'plant' | 'demo'
  readonly connectionString: () => Promise<string>
  /** Of the embedded server; null for the plant's. */
  readonly status: () => EmbeddedServerStatus | null
  readonly stop: () => Promise<void>
}

interface SourceParts {
  readonly kind: WorkstationSettings['database']
  readonly folder: string
  readonly secret: ConnectionSecret
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: Log
  readonly onStatus: () => void
  /** Resolves when the window has been painted: a server that starts takes the processor from it. */
  readonly painted: Promise<void>
}

/** Where the database comes from: a server of this PC's own, or the plant's. Null while nobody has chosen yet. */
export function openDatabaseSource({
  kind,
  folder,
  secret,
  env,
  log,
  onStatus,
  painted,
}: SourceParts): DatabaseSource | null {
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
        stop: () => Promise.resolve(),
      }
    case 'embedded':
    case 'demo': {
      let status: EmbeddedServerStatus = { phase: 'starting' }
      const server: EmbeddedServer = startEmbeddedServer({
        folder: join(folder, 'mongod'),
        executable: env['OSE_MONGOD_PATH'] ?? 'mongod',
        log: (event, facts) => void log(event, facts),
        after: painted,
        onStatus: (next) => {
          status = next
          onStatus()
        },
      })
      return { kind, connectionString: server.connectionString, status: () => status, stop: server.stop }
    }
  }
}
