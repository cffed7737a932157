import { isDeepStrictEqual } from 'node:util'
import { asAdministrator } from './administration.ts'
import { endMongod } from './ending.ts'
import { isListening } from './loopback-port.ts'
import { adoptMongod, type MongodProcess } from './mongod-process.ts'
import type { ProcessIdentity } from './process-identity.ts'

/**
 * Deals with the server of a program that died, which still runs. It is adopted when it is the very one this program would start: same
 * process, same binary, same command line, answering to our key on the remembered port. Else it is ended, which is
 * what a server still on its way down, hung, or started by an older version of the program needs.
 */
export async function takeLeftBehind(
  identity: ProcessIdentity,
  port: number,
  key: string,
  commandLine: readonly string[],
): Promise<MongodProcess | undefined> {
  const mongod = adoptMongod(identity)
  const answers = (await isListening(port)) && isOurs(identity.pid, port, key, commandLine)
  // The usual case is one on its way down with its program, where the system ends it.
  if (await Promise.race([answers, mongod.ended.then(() => false)])) return mongod
  await endMongod(mongod, port, key)
  return undefined
}

function isOurs(pid: number, port: number, key: string, commandLine: readonly string[]): Promise<boolean> {
  return asAdministrator(port, key, async (admin) => {
    const status = await admin.command({ serverStatus: 1, repl: 0, metrics: 0, wiredTiger: 0 })
    const { argv } = await admin.command({ getCmdLineOpts: 1 })
    return Number(status['pid']) === pid && isDeepStrictEqual(argv, commandLine)
  }).catch(() => false)
}
