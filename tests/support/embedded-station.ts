import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { type Db, MongoClient } from 'mongodb'
import {
  type EmbeddedServer,
  type EmbeddedServerOptions,
  type EmbeddedServerStatus,
  startEmbeddedServer,
} from '../../electron/mongod/embedded-server.ts'
import { mongodBinary } from './mongod-binary.ts'

type Phase = EmbeddedServerStatus['phase']
type StatusOf<P extends Phase> = Extract<EmbeddedServerStatus, { readonly phase: P }>

/** A program with an embedded server, in this process, with everything it told. */
export interface Station {
  readonly server: EmbeddedServer
  readonly statuses: readonly EmbeddedServerStatus[]
  /** The log as text, to look for secrets in. */
  readonly logged: () => string
  /** The next status of that phase that was not yet waited for; fails after a minute with what came instead. */
  next<P extends Phase>(phase: P): Promise<StatusOf<P>>
  pid(): number
}

export function startStation(folder: string, overrides: Partial<EmbeddedServerOptions> = {}): Station {
  const statuses: EmbeddedServerStatus[] = []
  const lines: string[] = []
  let seen = 0
  const server = startEmbeddedServer({
    folder,
    executable: mongodBinary(),
    log: (event, facts) => lines.push(JSON.stringify([event, facts])),
    onStatus: (status) => statuses.push(status),
    ...overrides,
  })
  return {
    server,
    statuses,
    logged: () => [...lines, JSON.stringify(statuses)].join('\n'),
    async next<P extends Phase>(phase: P) {
      for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(20)) {
        const index = statuses.findIndex((status, position) => position >= seen && status.phase === phase)
        if (index < 0) continue
        seen = index + 1
        // Found by its phase in the line above.
        return statuses[index] as StatusOf<P>
      }
      throw new Error(`no status '${phase}' came:\n${JSON.stringify(statuses)}\n${lines.join('\n')}`)
    },
    pid() {
      const pid = server.pid()
      if (pid === undefined) throw new Error('no mongod runs')
      return pid
    },
  }
}

/** A program of its own with an embedded server, to be killed. */
export interface StationProcess {
  readonly pid: number
  readonly mongodPid: number
  /** `kill -9` of the program alone. */
  kill(): Promise<void>
  /** Ends it cleanly. */
  stop(): Promise<void>
}

/** Resolves when its server runs. `loose`: as on a system that cannot end a child with its parent. */
export async function startStationProcess(folder: string, tie: 'tied' | 'loose'): Promise<StationProcess> {
  const program = await holderProgram()
  const child = spawn(process.execPath, ['-', folder, mongodBinary(), tie], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(program)
  let mongodPid: number | undefined
  for await (const line of createInterface(child.stdout)) {
    const status = JSON.parse(line)
    if (status.phase === 'running') {
      mongodPid = status.pid
      break
    }
  }
  if (child.pid === undefined || mongodPid === undefined) throw new Error('the station process did not come up')
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const exit = hasEnded(child) ? undefined : once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return { pid: child.pid, mongodPid, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

/** Runs an act on the station's own connection, in the database `plant`. */
export async function onDatabase<Value>(station: Station, act: (db: Db) => Promise<Value>): Promise<Value> {
  const client = new MongoClient(await station.server.connectionString(), { serverSelectionTimeoutMS: 10_000 })
  try {
    return await act(client.db('plant'))
  } finally {
    await client.close()
  }
}

export function writeDevice(station: Station, imei: string): Promise<unknown> {
  const writeConcern = { w: 'majority', journal: true } as const
  return onDatabase(station, (db) => db.collection('devices').insertOne({ imei }, { writeConcern }))
}

export function readDevices(station: Station): Promise<readonly string[]> {
  return onDatabase(station, async (db) => {
    const devices = await db.collection('devices').find().sort({ imei: 1 }).toArray()
    return devices.map((device) => String(device['imei']))
  })
}

/** Whether a process runs; a zombie does not. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat !== undefined && stat[stat.lastIndexOf(')') + 2] !== 'Z'
}

export async function untilGone(pid: number): Promise<void> {
  for (const deadline = Date.now() + 30_000; await isRunning(pid); await sleep(20)) {
    if (Date.now() > deadline) throw new Error(`process ${pid} still runs`)
  }
}

export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ose-embedded-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

let bundled: Promise<string> | undefined

/** Node 20 runs no TypeScript, so the program is bundled as the app's main process is, and read from standard input. */
function holderProgram(): Promise<string> {
  bundled ??= build({
    entryPoints: [join(import.meta.dirname, 'embedded-holder.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node16.17',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '')
  return bundled
}
