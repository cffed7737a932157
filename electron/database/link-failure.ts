import type { Failure, FailureCode } from '../../shared/result.ts'
import type { Database } from '../db/connection/client.ts'
import { isTooOld, leaksMemory } from '../db/connection/server-version.ts'
import { isHalfMoved } from '../db/copy/move-marker.ts'

export type ConnectionFailure = Failure['error']

/** Whether a server that answers can be used, and what whoever looks at it should know. */
export async function inspectServer({
  db,
}: Database): Promise<
  { readonly refusal: FailureCode } | { readonly refusal: null; readonly warnings: readonly string[] }
> {
  const hello = await db.admin().command({ hello: 1 })
  if (typeof hello.setName !== 'string') return { refusal: 'connection-standalone' }
  const { versionArray } = await db.admin().command({ buildInfo: 1 })
  if (isTooOld(versionArray)) return { refusal: 'connection-too-old' }
  if (await isHalfMoved(db)) return { refusal: 'connection-half-moved' }
  return { refusal: null, warnings: leaksMemory(versionArray) ? ['server-needs-update'] : [] }
}

/** What the driver's error says at once; the test of the connection finds out more. */
export function connectionFailure(error: unknown): FailureCode {
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error)
  if (/MongoParseError|Invalid scheme|URI/.test(text)) return 'connection-string-invalid'
  if (/ENOTFOUND|EAI_AGAIN|querySrv/.test(text)) return 'connection-unknown-host'
  if (/Authentication failed|AuthenticationFailed|bad auth|requires authentication/i.test(text))
    return 'connection-authentication'
  if (/TLS|SSL|certificate|self.signed/i.test(text)) return 'connection-tls'
  return 'connection-refused'
}
