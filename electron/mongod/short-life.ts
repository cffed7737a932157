import { deferred } from '../waiting/deferred.ts'
import { startEmbeddedServer } from './embedded-server.ts'
import { EmbeddedServerError } from './status.ts'

/**
 * Starts the embedded server for one piece of work and ends it in order. What the program would wait and try again
 * for (a folder in use, a full disk) ends the work: whoever typed the command is there to mend it.
 * @param work given the connection string, a secret
 * @throws EmbeddedServerError
 */
export async function withEmbeddedServer<Value>(
  options: { readonly folder: string; readonly executable: string },
  work: (connectionString: string) => Promise<Value>,
): Promise<Value> {
  const failure = deferred<never>()
  const server = startEmbeddedServer({
    ...options,
    log: () => undefined,
    onStatus: (status) => {
      if (status.phase === 'failed') failure.reject(new EmbeddedServerError(status.code, status.detail))
    },
  })
  try {
    const connectionString = await Promise.race([server.connectionString(), failure.promise])
    return await Promise.race([work(connectionString), failure.promise])
  } finally {
    await server.stop()
  }
}
