import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, type Document, MongoClient } from 'mongodb'
import { mongodBinary } from './mongod-binary.ts'
import { freePort } from './replica-set.ts'

export interface ServerOptions {
  /** `null`: a standalone server. */
  readonly replicaSet?: string | null
  /** Users must sign in; the administrator below is made. */
  readonly auth?: boolean
  readonly tls?: { readonly certificate: string; readonly authority: string; readonly clientMustShow?: boolean }
  /** Left as it was started: no configuration of the set. */
  readonly uninitiated?: boolean
  /** The data of one that was stopped and kept. */
  readonly folder?: string
}

export const administrator = { user: 'admin', password: 'Adm1n-of-the-server' }

/** A real mongod of a plant, as unlike the embedded one as needed; it ends with the tests. */
export async function startServer(options: ServerOptions = {}) {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'ose-plant-')))
  const port = await freePort()
  const key = randomBytes(24).toString('hex')
  const keyFile = join(folder, 'key')
  await rm(keyFile, { force: true })
  await writeFile(keyFile, key, { mode: 0o600 })
  const set = options.replicaSet === undefined ? 'plant' : options.replicaSet
  const { tls, auth = false } = options
  const args = [
    mongodBinary(),
    ...['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', folder, '--logpath', join(folder, 'log')],
    ...['--nounixsocket', '--wiredTigerCacheSizeGB', '0.25'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ...(set === null ? [] : ['--replSet', set, '--oplogSize', '64']),
    ...(auth ? (set === null ? ['--auth'] : ['--keyFile', keyFile]) : []),
    ...(tls
      ? ['--tlsMode', 'requireTLS', '--tlsCertificateKeyFile', tls.certificate, '--tlsCAFile', tls.authority]
      : []),
    ...(tls && tls.clientMustShow !== true ? ['--tlsAllowConnectionsWithoutCertificates'] : []),
  ]
  const command = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL', ...args] : args
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: 'ignore' })
  await untilListening(child, port, join(folder, 'log'))

  const overTls = tls === undefined ? '' : `&tls=true&tlsCAFile=${encodeURIComponent(tls.authority)}`
  const direct = `mongodb://127.0.0.1:${port}/?directConnection=true${overTls}`
  /** As the server's own internal user, who needs no first user. */
  async function asSystem<Value>(act: (admin: Db) => Promise<Value>): Promise<Value> {
    const internal = auth && set !== null
    const client = new MongoClient(direct, {
      ...(internal && {
        auth: { username: '__system', password: key },
        authSource: 'local',
        authMechanism: 'SCRAM-SHA-256',
      }),
    })
    try {
      return await act(client.db('admin'))
    } finally {
      await client.close(true)
    }
  }

  if (set !== null && options.uninitiated !== true && tls?.clientMustShow !== true) {
    await asSystem(async (admin) => {
      const members = [{ _id: 0, host: `127.0.0.1:${port}` }]
      await admin.command({ replSetInitiate: { _id: set, members, settings: { electionTimeoutMillis: 1000 } } })
      while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true) await sleep(20)
      if (auth) {
        const roles = ['root']
        await admin.command({ createUser: administrator.user, pwd: administrator.password, roles })
      }
    })
  }

  return {
    port,
    folder,
    asSystem,
    /** The plant's address as `user`, without one as nobody. */
    uri(user: { readonly user: string; readonly password: string } | null = null, more = ''): string {
      const who = user === null ? '' : `${encodeURIComponent(user.user)}:${encodeURIComponent(user.password)}@`
      const authSource = user === null ? '' : '&authSource=admin'
      return `mongodb://${who}127.0.0.1:${port}/?tls=${tls !== undefined}${overTls.replace('&tls=true', '')}${authSource}${more}`
    },
    /** Changes the set's members past every check. */
    async reconfigure(change: (config: Document) => Document): Promise<void> {
      await asSystem(async (admin) => {
        const { config } = await admin.command({ replSetGetConfig: 1 })
        await admin.command({ replSetReconfig: { ...change(config), version: config.version + 1 }, force: true })
      })
    },
    /** As an administrator does it: the data stay. */
    async shutDown(): Promise<void> {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
    async stop(): Promise<void> {
      const ended = child.exitCode !== null || child.signalCode !== null ? null : once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type SecuredServer = Awaited<ReturnType<typeof startServer>>

async function untilListening(child: ChildProcess, port: number, log: string): Promise<void> {
  while (!(await listens(port))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`mongod ended at start: ${(await readFile(log, 'utf8').catch(() => '')).slice(-2000)}`)
    }
    await sleep(20)
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
