import { resolveSrv } from 'node:dns/promises'
import type { MongoOptions } from 'mongodb'
import { type Failure, failure } from '../../../shared/result.ts'
import type { HostPort } from './reach-host.ts'

/** The hosts an address names: its list, or what the name service says for `mongodb+srv`. */
export async function seedsOf({
  srvHost,
  srvServiceName,
  hosts,
}: MongoOptions): Promise<{ readonly hosts: readonly HostPort[] } | Failure> {
  if (srvHost !== undefined) {
    try {
      const records = await resolveSrv(`_${srvServiceName}._tcp.${srvHost}`)
      return { hosts: records.map(({ name, port }) => ({ host: name, port })) }
    } catch {
      return failure('connection-unknown-host', { host: srvHost })
    }
  }
  const named = hosts.flatMap(({ host, port }) => (host === undefined ? [] : [{ host, port: port ?? 27017 }]))
  return named.length === 0 ? failure('connection-string-invalid') : { hosts: named }
}
