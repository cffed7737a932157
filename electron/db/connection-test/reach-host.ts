import { lookup } from 'node:dns/promises'
import { connect, isIP } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'

export interface HostPort {
  readonly host: string
  readonly port: number
}

/** How far a plain connection gets. `no-answer`: nobody says yes or no, as behind a firewall that drops. */
export type Reached = 'open' | 'unknown-host' | 'refused' | 'no-answer'

/** Tries the name, then the port. @param patienceMs for the port; the name has the system's own patience. */
export async function reachHost({ host, port }: HostPort, patienceMs: number): Promise<Reached> {
  if (isIP(host) === 0) {
    try {
      await lookup(host)
    } catch {
      return 'unknown-host'
    }
  }
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs })
    const end = (reached: Reached) => {
      socket.destroy()
      resolve(reached)
    }
    socket.once('connect', () => end('open'))
    socket.once('timeout', () => end('no-answer'))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED' ? 'refused' : 'no-answer'))
  })
}

/** What came of a TLS handshake; `closed`: the other side does not speak TLS. */
export type TlsReached = 'secure' | 'untrusted' | 'expired' | 'not-yet-valid' | 'host-name' | 'closed' | 'no-answer'

/** Shakes hands as a client with these options would. */
export function reachTls(
  { host, port }: HostPort,
  options: ConnectionOptions,
  patienceMs: number,
): Promise<{ readonly reached: TlsReached; readonly names: string }> {
  return new Promise((resolve) => {
    const named = isIP(host) === 0 ? { servername: host } : {}
    const socket = connectTls({ host, port, timeout: patienceMs, ...named, ...options })
    const end = (reached: TlsReached, names = '') => {
      socket.destroy()
      resolve({ reached, names })
    }
    socket.once('secureConnect', () => end('secure'))
    socket.once('timeout', () => end('no-answer'))
    socket.once('error', (error: NodeJS.ErrnoException & { cert?: { subjectaltname?: string } }) =>
      end(meaningOf(error.code), error.cert?.subjectaltname?.slice(0, 200)),
    )
  })
}

/** OpenSSL's names for what is wrong with a certificate, as Node hands them on. */
function meaningOf(code: string | undefined): TlsReached {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'CERT_SIGNATURE_FAILURE':
    case 'CERT_UNTRUSTED':
    case 'CERT_REVOKED':
    case 'INVALID_CA':
      return 'untrusted'
    case 'CERT_HAS_EXPIRED':
      return 'expired'
    case 'CERT_NOT_YET_VALID':
      return 'not-yet-valid'
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'host-name'
    default:
      return 'closed'
  }
}
