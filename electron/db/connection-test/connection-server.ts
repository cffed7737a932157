import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, type Document, type MongoClientOptions, MongoCompatibilityError } from 'mongodb'
import { clockSkewLimitMs, type ServerWarning } from '../../../shared/database.ts'
import { type Failure, failure } from '../../../shared/result.ts'
import { clientFor } from '../connection/client.ts'
import { isTooOld, leaksMemory } from '../connection/server-version.ts'
import type { HostPort } from './reach-host.ts'

/** What a server tells anybody, signed in or not. */
export interface ServerLook {
  readonly version: string
  readonly set: string
  /** Members that hold data, as the set calls them. */
  readonly members: readonly string[]
  readonly primary: string | null
  readonly clockSkewMs: number
  readonly roundTripMs: number
  readonly warnings: readonly ServerWarning[]
}

/** Asks one server what it is. `connection-not-mongodb`: it took the connection and then hung up. */
export async function lookAtServer(
  address: string,
  direct: MongoClientOptions,
  seed: HostPort,
  /** For a primary: an election may be on. */
  waitMs: number,
): Promise<ServerLook | Failure> {
  const client = clientFor(address, direct)
  try {
    return await look(client.db('admin'), seed, waitMs)
  } catch (error) {
    const host = `${seed.host}:${seed.port}`
    if (error instanceof MongoCompatibilityError || /maximum wire version/.test(String(error))) {
      return failure('connection-too-old', { version: '< 4.2' })
    }
    const isSilent = /timed out|timeout/i.test(causesOf(error))
    return failure(isSilent ? 'connection-no-answer' : 'connection-not-mongodb', { host })
  } finally {
    await client.close(true).catch(() => undefined)
  }
}

async function look(admin: Db, seed: HostPort, waitMs: number): Promise<ServerLook | Failure> {
  await admin.command({ hello: 1 })
  const before = Date.now()
  let hello = await admin.command({ hello: 1 })
  const after = Date.now()
  const { version, versionArray } = await admin.command({ buildInfo: 1 })
  if (isTooOld(versionArray)) return failure('connection-too-old', { version })
  if (hello['msg'] === 'isdbgrid') return failure('connection-sharded')
  if (hello['isreplicaset'] === true) return failure('connection-not-initiated', { host: seed.host, port: seed.port })
  if (typeof hello['setName'] !== 'string') {
    return failure('connection-standalone', { host: seed.host, port: seed.port })
  }
  const until = after + waitMs
  while (primaryOf(hello) === null && Date.now() < until) {
    await sleep(250)
    hello = await admin.command({ hello: 1 })
  }
  const { localTime } = hello
  const skew = localTime instanceof Date ? Math.round(Date.now() - localTime.getTime()) : 0
  return {
    version,
    set: String(hello['setName']),
    members: [...(hello['hosts'] ?? []), ...(hello['passives'] ?? [])],
    primary: primaryOf(hello),
    clockSkewMs: skew,
    roundTripMs: after - before,
    warnings: [
      ...(leaksMemory(versionArray) ? (['server-needs-update'] as const) : []),
      ...(Math.abs(skew) > clockSkewLimitMs ? (['clock-skew'] as const) : []),
    ],
  }
}

function primaryOf(hello: Document): string | null {
  if (hello['isWritablePrimary'] === true) return String(hello['me'])
  return typeof hello['primary'] === 'string' ? hello['primary'] : null
}

/** `host:port` as a replica set writes it; an IPv6 address stands in brackets. */
export function hostPortOf(member: string): HostPort {
  const colon = member.lastIndexOf(':')
  return { host: member.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(member.slice(colon + 1)) }
}

/** The driver wraps what happened; the reason may stand several levels down. Only looked at, never shown. */
function causesOf(error: unknown): string {
  const texts: string[] = []
  for (let one = error; one instanceof Error && texts.length < 5; one = one.cause) texts.push(one.name, one.message)
  return texts.join(' ')
}
