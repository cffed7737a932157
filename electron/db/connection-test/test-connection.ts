import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import type { MongoClient, MongoClientOptions } from 'mongodb'
import type { ServerFacts } from '../../../shared/database.ts'
import { type Failure, failure, type Result, success } from '../../../shared/result.ts'
import { clientFor } from '../connection/client.ts'
import { seedsOf } from './connection-seeds.ts'
import { hostPortOf, lookAtServer, type ServerLook } from './connection-server.ts'
import { signIn } from './connection-sign-in.ts'
import { type HostPort, reachHost, reachTls } from './reach-host.ts'

/** How long a port, a handshake or an answer is waited for, ms; a primary twice as long. */
const usualPatienceMs = 4000

export interface TestOptions {
  readonly patienceMs?: number
  /** As the target of a move: half a copy is where it goes on. */
  readonly forMove?: boolean
}

/**
 * Tries a plant's database step by step: address, name, port, TLS, what the server is, its members, its primary,
 * sign-in, rights, indexes. The first thing that is wrong is the answer, with what is needed to repair it; what is in
 * there besides goes to nobody: not the address, not the user, not the driver's text.
 */
export async function testConnection(
  connectionString: string,
  databaseName: string,
  { patienceMs = usualPatienceMs, forMove = false }: TestOptions = {},
): Promise<Result<ServerFacts>> {
  let parsed: MongoClient
  try {
    parsed = clientFor(connectionString)
  } catch {
    return failure('connection-string-invalid')
  }
  const { options } = parsed
  const certificates = await readCertificates(options.tlsCAFile, options.tlsCertificateKeyFile)
  if ('ok' in certificates) return certificates
  const secure: ConnectionOptions = {
    ...certificates,
    rejectUnauthorized: options.rejectUnauthorized ?? true,
    ...(options.checkServerIdentity && { checkServerIdentity: options.checkServerIdentity }),
    ...(options.passphrase !== undefined && { passphrase: options.passphrase }),
  }

  const seeds = await seedsOf(options)
  if ('ok' in seeds) return seeds
  const seed = await firstReached(seeds.hosts, patienceMs)
  if ('ok' in seed) return seed
  const isSecure = options.tls === true
  const shaken = isSecure ? await shakeHands(seed, secure, patienceMs) : null
  if (shaken !== null) return shaken

  const direct: MongoClientOptions = {
    serverSelectionTimeoutMS: patienceMs,
    connectTimeoutMS: patienceMs,
    directConnection: true,
    tls: isSecure,
    ...(isSecure && (secure as MongoClientOptions)), // the same words; the driver hands them on to `tls`
  }
  const look = await lookAtServer(addressOf(seed), direct, seed, patienceMs * 2)
  if ('ok' in look) return isSecure ? afterHandshake(look) : withoutTls(seed, look, patienceMs)
  const wrongSet = options.replicaSet !== undefined && options.replicaSet !== null && options.replicaSet !== look.set
  if (wrongSet) return failure('connection-set-name', { set: look.set })
  const members = await unreachedMembers(look, seed, patienceMs)
  if ('ok' in members) return members
  // The driver goes to the primary by the set's name for it, and the certificate has to be for that one as well.
  const primary =
    isSecure && look.primary !== null ? await shakeHands(hostPortOf(look.primary), secure, patienceMs) : null
  if (primary !== null) return primary

  const signedIn = await signIn({
    ...{ connectionString, options, databaseName, direct, forMove },
    ...{ address: addressOf(seed), waitMs: patienceMs * 2 },
  })
  if ('ok' in signedIn) return signedIn
  return success({
    version: look.version,
    set: look.set,
    members: look.members,
    isEncrypted: isSecure,
    clockSkewMs: look.clockSkewMs,
    roundTripMs: look.roundTripMs,
    missingIndexes: signedIn.missingIndexes,
    warnings: [
      ...look.warnings,
      ...signedIn.warnings,
      ...(members.silent > 0 ? (['member-not-reached'] as const) : []),
      ...(isSecure || isLoopback(seed.host) ? [] : (['connection-not-encrypted'] as const)),
    ],
  })
}

async function readCertificates(
  authority: string | undefined,
  own: string | undefined,
): Promise<ConnectionOptions | Failure> {
  const read: ConnectionOptions = {}
  for (const file of [authority, own]) {
    if (file === undefined) continue
    try {
      const bytes = await readFile(file)
      if (!bytes.includes('-----BEGIN')) return failure('connection-certificate-file', { file })
      if (file === authority) read.ca = bytes
      if (file === own) Object.assign(read, { cert: bytes, key: bytes })
    } catch {
      return failure('connection-certificate-file', { file })
    }
  }
  return read
}

/** The first host of the list that takes a connection; else why the first one does not. */
async function firstReached(hosts: readonly HostPort[], patienceMs: number): Promise<HostPort | Failure> {
  const reached = await Promise.all(hosts.map((host) => reachHost(host, patienceMs)))
  const open = hosts[reached.indexOf('open')]
  if (open !== undefined) return open
  const [first] = hosts
  const host = first === undefined ? '' : nameOf(first)
  switch (reached[0]) {
    case 'unknown-host':
      return failure('connection-unknown-host', { host: first?.host ?? '' })
    case 'refused':
      return failure('connection-refused', { host })
    default:
      return failure('connection-no-answer', { host })
  }
}

async function shakeHands(seed: HostPort, secure: ConnectionOptions, patienceMs: number): Promise<Failure | null> {
  const { reached, names } = await reachTls(seed, secure, patienceMs)
  const host = nameOf(seed)
  switch (reached) {
    case 'secure':
      return null
    case 'untrusted':
      return failure('connection-tls-untrusted', { host })
    case 'expired':
      return failure('connection-tls-expired', { host })
    case 'not-yet-valid':
      return failure('connection-tls-not-yet-valid', { host })
    case 'host-name':
      return failure('connection-tls-host-name', { host: seed.host, names })
    case 'no-answer':
      return failure('connection-no-answer', { host })
    case 'closed':
      return failure('connection-tls-not-offered', { host })
  }
}

/** TLS stood and the first question got no answer: a server that wants a certificate of its client breaks off there. */
function afterHandshake(look: Failure): Failure {
  return look.error.code === 'connection-not-mongodb' ? failure('connection-tls-client-certificate') : look
}

/** Whoever asks without TLS where it is needed is hung up on. A handshake tells that from another program's port. */
async function withoutTls(seed: HostPort, look: Failure, patienceMs: number): Promise<Failure> {
  if (look.error.code !== 'connection-not-mongodb') return look
  const { reached } = await reachTls(seed, { rejectUnauthorized: false }, patienceMs)
  return reached === 'secure' ? failure('connection-tls-needed', { host: nameOf(seed) }) : look
}

/**
 * The driver goes on to the members by the names that the set calls them: one that this PC cannot find is no member
 * for it, and a loopback name is another machine on every PC.
 */
async function unreachedMembers(
  look: ServerLook,
  seed: HostPort,
  patienceMs: number,
): Promise<{ readonly silent: number } | Failure> {
  const hosts = look.members.map(hostPortOf)
  const reached = await Promise.all(hosts.map((host) => reachHost(host, patienceMs)))
  for (const [index, member] of look.members.entries()) {
    const isElsewhere = isLoopback(hosts[index]?.host ?? '') && !isLoopback(seed.host)
    if (reached[index] === 'unknown-host' || isElsewhere) return failure('connection-member-unknown', { member })
  }
  if (look.primary === null) return failure('connection-no-primary', { set: look.set })
  if (reached[look.members.indexOf(look.primary)] !== 'open') {
    return failure('connection-member-not-reached', { member: look.primary })
  }
  return { silent: reached.filter((one) => one !== 'open').length }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function nameOf({ host, port }: HostPort): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}

function addressOf(host: HostPort): string {
  return `mongodb://${nameOf(host)}/`
}
