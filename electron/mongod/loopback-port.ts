import { randomInt } from 'node:crypto'
import { connect, createServer } from 'node:net'

/** Below the ranges from which systems take ports for outgoing connections (Linux 32768, Windows and macOS 49152). */
const lowest = 20_000
const highest = 29_999

/** A random loopback port that nobody listens on at this moment, and that no outgoing connection will take. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest + 1)
    if (await isPortFree(port)) return port
  }
}

/** Whether a server could listen on that loopback port now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer()
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
  })
  if (free) await new Promise((resolve) => server.close(resolve))
  return free
}

/** Whether something listens on that loopback port now. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const answer = (listening: boolean): void => {
      socket.destroy()
      resolve(listening)
    }
    socket.setTimeout(1_000, () => answer(false))
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })
}
