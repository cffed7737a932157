import { totalmem } from 'node:os'
import type { ServerFolder } from './state-file.ts'

/** mongod's command line. Holds no secret: the key stands in the key file, the password nowhere. */
export function mongodArguments(folder: ServerFolder, port: number): readonly string[] {
  return [
    ...['--replSet', 'rs0'],
    ...['--bind_ip', '127.0.0.1', '--port', String(port)],
    ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
    ...['--dbpath', folder.data, '--logpath', folder.log, '--logappend', '--quiet'],
    ...['--keyFile', folder.keyFile],
    // No server-side JavaScript is needed, and zlib is where CVE-2025-14847 sits; loopback gains nothing by either.
    ...['--noscripting', '--networkMessageCompressors', 'disabled'],
    // The default, 5 % of the free disk, would be tens of gigabytes on some PCs.
    ...['--oplogSize', '512', '--wiredTigerCacheSizeGB', cacheGb()],
    // The transaction of a station that died must not block its replay for the default minute.
    ...parameter('transactionLifetimeLimitSeconds', '5'),
    ...parameter('diagnosticDataCollectionEnabled', 'false'),
    // All administration signs in by the key file: nobody else on this PC may make the first user.
    ...parameter('enableLocalhostAuthBypass', 'false'),
    // A single member has nobody to hand over to; the default waits 15 s for that at SIGTERM.
    ...parameter('shutdownTimeoutMillisForSignaledShutdown', '100'),
  ]
}

function parameter(name: string, value: string): readonly string[] {
  return ['--setParameter', `${name}=${value}`]
}

/** Half of a small PC's memory would go to the cache by default. */
function cacheGb(): string {
  return totalmem() >= 8 * 2 ** 30 ? '1' : '0.5'
}
