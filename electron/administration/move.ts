import { join } from 'node:path'
import type { FailureCode } from '../../shared/result.ts'
import { testConnection } from '../db/connection-test/test-connection.ts'
import { moveToServer } from '../db/copy/move-to-server.ts'
import { openLog } from '../log/log.ts'
import { startEmbeddedServer } from '../mongod/embedded-server.ts'
import { loadConfig } from '../settings/config.ts'
import { connectionSecret } from '../settings/connection-secret.ts'
import { deferred } from '../waiting/deferred.ts'
import { userIn, withPassword } from './address.ts'
import type { AdministrationOptions, AdministrationParts } from './administration-parts.ts'
import type { SecretPrompt } from './asked-secret.ts'

interface Work extends AdministrationOptions, AdministrationParts {
  readonly prompt: SecretPrompt
  readonly say: (line: string) => void
}

/** The move of the settings page, for a PC whose program is closed. @returns 0 when this PC now uses the server. */
export async function move(work: Work): Promise<number> {
  const { uri, database, folder, env, prompt, say } = work
  const config = loadConfig({ folder, env, preferredLanguages: [] })
  if (config.settings().database !== 'embedded' || config.forced.includes('database')) {
    say(`This PC holds no database of its own (${config.file}).`)
    return 1
  }
  const user = userIn(uri)
  const text = user === '' ? uri : withPassword(uri, await prompt.ask('OSE_SERVER_PASSWORD', `Password of ${user}`))
  const tested = await testConnection(text, database, { forMove: true })
  if (!tested.ok) return failed(tested.error, say)

  const { log, close } = openLog({ folder: join(folder, 'logs') })
  const failing = deferred<never>()
  const embedded = startEmbeddedServer({
    folder: join(folder, 'mongod'),
    executable: env['OSE_MONGOD_PATH'] ?? 'mongod',
    log: (event, facts) => void log(event, facts),
    // A folder that the program holds is tried again and again; here nobody waits for that.
    onStatus: (status) => {
      if (status.phase === 'failed') failing.reject(new NotStarted(status.code))
    },
  })
  let shown = ''
  try {
    const moved = await moveToServer({
      from: {
        connectionString: await Promise.race([embedded.connectionString(), failing.promise]),
        name: config.settings().databaseName,
      },
      to: { connectionString: text, name: database },
      signal: new AbortController().signal,
      log,
      onProgress({ phase, collection }) {
        if (`${phase} ${collection}` !== shown) say(`${phase} ${collection}`)
        shown = `${phase} ${collection}`
      },
    })
    if (!moved.ok) return failed(moved.error, say)
    const secret = connectionSecret({ folder, env: {}, cipher: work.cipher })
    await secret.write(text)
    config.save({ database: 'plant', databaseName: database })
    const { documents, collections, sha256 } = moved.value
    say(`Moved and compared: ${documents} documents in ${collections} collections, SHA-256 ${sha256}.`)
    say(`This PC uses the server from its next start. The old database stays in ${join(folder, 'mongod')}.`)
    return 0
  } finally {
    await embedded.stop()
    close()
  }
}

class NotStarted extends Error {
  constructor(code: string) {
    super(`The database of this PC does not start: ${code}. Is the program closed?`)
  }
}

function failed(
  { code, params = {} }: { readonly code: FailureCode; readonly params?: object },
  say: (line: string) => void,
): number {
  const facts = Object.entries(params).map(([name, value]) => `${name}: ${String(value)}`)
  say(`${[code, ...facts].join(', ')}. Nothing was changed on this PC; docs/plant-database.md explains the word.`)
  return 1
}
