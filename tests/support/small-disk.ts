import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface SmallDisk {
  /** A folder on a file system of its own, of the size asked for. */
  readonly path: string
  remove(): Promise<void>
}

/**
 * A real small disk: a tmpfs in a mount namespace of its own, reached through its holder's /proc entry. So it needs no
 * rights (an ordinary user gets the mount inside a user namespace) and leaves no mount behind when the test is killed.
 * `options` are mount's, such as `size=1m` or `ro`.
 */
export async function smallDisk(options: string): Promise<SmallDisk> {
  const isRoot = process.getuid?.() === 0
  const namespaces = isRoot ? ['--mount'] : ['--user', '--map-root-user', '--mount']
  const script = 'mount -t tmpfs -o "$1" tmpfs /mnt && echo ready && exec sleep infinity'
  const holder = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', 'unshare', ...namespaces, 'sh', '-c', script, 'sh', options],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = once(holder, 'exit')
  const ready = once(createInterface(holder.stdout), 'line').then(() => true)
  if (!(await Promise.race([ready, ended.then(() => false)]))) throw new Error('a small disk cannot be mounted here')
  return {
    path: `/proc/${holder.pid}/root/mnt`,
    async remove() {
      holder.kill('SIGKILL')
      await ended
    },
  }
}
