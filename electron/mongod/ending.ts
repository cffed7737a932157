import { setTimeout as sleep } from 'node:timers/promises'
import { requestShutdown } from './administration.ts'
import { isListening } from './loopback-port.ts'
import type { MongodProcess } from './mongod-process.ts'

/** Ends a server cleanly if it can be had cleanly: by command, then SIGTERM, then SIGKILL. Resolves when it is gone. */
export async function endMongod(mongod: MongodProcess, port: number, key: string): Promise<void> {
  if (mongod.hasEnded()) return
  if (await isListening(port)) {
    await Promise.race([requestShutdown(port, key), mongod.ended])
    // The command closes the connection a moment before the process ends.
    if (await waitFor(mongod, 2_000)) return
  }
  mongod.signal('SIGTERM')
  if (await waitFor(mongod, 10_000)) return
  mongod.signal('SIGKILL')
  await mongod.ended
}

/** Whether it ended within that time. Leaves no timer behind. */
async function waitFor(mongod: MongodProcess, ms: number): Promise<boolean> {
  const timer = new AbortController()
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false)
  const ended = await Promise.race([mongod.ended.then(() => true), late])
  timer.abort()
  return ended
}
