import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { mongodBinary } from './mongod-binary.ts'

export interface TestServer {
  /** Replica-set connection string, no sign-in. */
  readonly uri: string
  readonly port: number
  /** The process that runs now; another one after `restart`. */
  readonly pid: number
  /** Ends it and removes its data. Safe to call twice. */
  stop(): Promise<void>
  /** `kill -9`; resolves when the process is gone. The data stay, for `restart`. */
  kill(): Promise<void>
  /** Starts it again on the same port and data; resolves when it is a writable primary. Kills a running one first. */
  restart(): Promise<void>
}

/** A fast real one-member replica set `rs0` in a temporary folder, on a free loopback port; it ends with its parent. */
export async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ose-mongod-'))
  const port = await freePort()
  let child = await launch(folder, port)
  try {
    await makePrimary(port, true)
  } catch (error) {
    await end(child)
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  return {
    uri: `mongodb://127.0.0.1:${port}/?replicaSet=rs0`,
    port,
    get pid() {
      return pidOf(child)
    },
    async stop() {
      await end(child)
      await rm(folder, { recursive: true, force: true })
    },
    kill: () => end(child),
    async restart() {
      await end(child)
      child = await launch(folder, port)
      await makePrimary(port, false)
    },
  }
}

/** A loopback port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A listening TCP server's address is never a pipe name or null.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function launch(folder: string, port: number): Promise<ChildProcess> {
  const log = join(folder, 'mongod.log')
  const mongod = [
    mongodBinary(),
    ...['--replSet', 'rs0', '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', folder],
    ...['--logpath', log, '--logappend', '--nounixsocket', '--oplogSize', '64', '--wiredTigerCacheSizeGB', '0.25'],
    ...['--setParameter', 'transactionLifetimeLimitSeconds=5'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ]
  // A test run that is killed must not leave servers behind.
  const command = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL', ...mongod] : mongod
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: 'ignore' })
  await once(child, 'spawn')
  while (!(await listens(port))) {
    if (hasEnded(child)) {
      const tail = (await readFile(log, 'utf8').catch(() => '')).slice(-2000)
      throw new Error(`the test mongod ended at start with ${child.exitCode ?? child.signalCode}: ${tail}`)
    }
    await sleep(20)
  }
  return child
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

async function makePrimary(port: number, first: boolean): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`)
  try {
    const admin = client.db('admin')
    if (first) {
      const members = [{ _id: 0, host: `127.0.0.1:${port}` }]
      await admin.command({ replSetInitiate: { _id: 'rs0', members, settings: { electionTimeoutMillis: 1000 } } })
    }
    const deadline = Date.now() + 60_000
    while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true) {
      if (Date.now() > deadline) throw new Error('the test mongod did not become primary within a minute')
      await sleep(20)
    }
  } finally {
    await client.close()
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the test mongod was never started')
  return child.pid
}
