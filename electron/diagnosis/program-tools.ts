import { join } from 'node:path'
import type { AppState } from '../../shared/state.ts'
import type { StationState } from '../../shared/stations.ts'
import type { Database } from '../db/connection/client.ts'
import { serverFacts } from '../db/connection/server-facts.ts'
import { readIfThere } from '../files/atomic-file.ts'
import type { Log } from '../log/log.ts'
import { connectionVariable } from '../settings/config-variables.ts'
import type { ConnectionSecret } from '../settings/connection-secret.ts'
import { type DiagnosticsParts, writeDiagnostics } from './diagnostics.ts'

export interface ProgramToolsParts {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** What the build says of itself: the program's version and the database driver's. */
  readonly build: Readonly<Record<string, string>>
  /** The package's folder of resources, with licences.txt in it. */
  readonly resources: string
  readonly dumps: () => DiagnosticsParts['dumps']
  readonly openFile: (file: string) => Promise<void>
  readonly startAgain: () => void
  readonly log: Log
}

/** What the running program lets the tools look at. */
export interface WatchedProgram {
  readonly app: () => AppState
  readonly station: () => StationState
  readonly aside: () => Promise<readonly unknown[]>
  readonly database: () => Database | null
  readonly secret: ConnectionSecret
}

/** What works whether the program started or not: what it is, what it can tell a technician, starting it again. */
export function createProgramTools(parts: ProgramToolsParts) {
  let watched: WatchedProgram | null = null
  let hasFailed = false

  async function versions(): Promise<Record<string, string>> {
    const { electron, chrome, node } = process.versions as Readonly<Record<string, string | undefined>> // Electron adds its own
    const server = await serverFacts(watched?.database() ?? null)
    return Object.fromEntries(
      Object.entries({ ...parts.build, electron, chrome, node, server: server.version }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    )
  }

  /** Every secret that this PC knows, so that none of them can be written by another way than was thought of. */
  async function secrets(): Promise<string[]> {
    const kept = await watched?.secret.read().catch(() => null)
    const embedded = readIfThere(join(parts.folder, 'mongod', 'state.json'))?.toString('utf8') ?? ''
    const password = /"password"\s*:\s*"([^"]+)"/.exec(embedded)?.[1]
    const plain = readIfThere(join(parts.folder, 'connection.txt'))?.toString('utf8')
    return [parts.env[connectionVariable], kept, password, plain].flatMap((secret) => secret ?? [])
  }

  return {
    watch(program: WatchedProgram): void {
      watched = program
    },
    /** The program was not started; it never will be in this process. */
    fail(): void {
      hasFailed = true
    },
    hasFailed: () => hasFailed,
    /** Nobody can sign in, because the program or its database did not start. */
    isFailing(): boolean {
      const app = watched?.app()
      return hasFailed || (app !== undefined && app.session === null && app.database.state === 'failed')
    },
    about: async () => ({ versions: await versions(), licences: join(parts.resources, 'licences.txt') }),
    async openLicences(): Promise<string> {
      const file = join(parts.resources, 'licences.txt')
      await parts.openFile(file)
      return file
    },
    async exportDiagnostics(withDumps: boolean): Promise<string> {
      return writeDiagnostics({
        folder: parts.folder,
        env: parts.env,
        versions: await versions(),
        secrets: await secrets(),
        app: watched?.app() ?? null,
        station: watched?.station() ?? null,
        aside: (await watched?.aside().catch(() => [])) ?? [],
        database: { ...(await serverFacts(watched?.database() ?? null)) },
        dumps: parts.dumps(),
        withDumps,
        now: new Date(),
      })
    },
    startAgain: parts.startAgain,
  }
}

export type ProgramTools = ReturnType<typeof createProgramTools>
