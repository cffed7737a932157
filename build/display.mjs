import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { SetUpError } from './progress.mjs'
import { endsWithUs } from './run.mjs'

/** Whether a window can be shown. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)
}

/**
 * A screen for as long as the tests run, where there is none.
 * @returns {Promise<{ display: string, stop: () => Promise<void> }>}
 */
export async function startVirtualDisplay() {
  // -displayfd: the server itself takes a free number, so that two runs at once do not meet.
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  endsWithUs(server)
  let complaint = ''
  server.stderr?.on('data', (text) => {
    complaint += text
  })
  const number = await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', () => reject(new SetUpError(`Xvfb did not start: ${complaint.trim()}`)))
    // The fourth entry of `stdio` above; Node types it as either direction.
    const answer = /** @type {import('node:stream').Readable} */ (server.stdio[3])
    answer.once('data', (text) => resolve(String(text).trim()))
  })
  return {
    display: `:${number}`,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return
      server.kill('SIGTERM')
      await once(server, 'exit')
    },
  }
}
