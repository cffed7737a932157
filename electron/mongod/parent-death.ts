import { accessSync, constants } from 'node:fs'

export interface ChildCommand {
  readonly file: string
  readonly args: readonly string[]
  /** Whether the child leads a session of its own. */
  readonly detached: boolean
}

/** util-linux's; not looked for on PATH, so that nobody can put a program of his own in front of the database. */
const setprivPaths = ['/usr/bin/setpriv', '/bin/setpriv']

/**
 * The command line of a child; with `endsWithParent` it makes the child end when this program dies, even by `kill -9`, where the system can do that.
 * Linux: `setpriv` asks the kernel for SIGTERM at the parent's death and then becomes the child, so the pid is the
 * child's. It is the death of the spawning *thread* that counts: spawn from the main thread only.
 * macOS has nothing like it; on Windows Node offers no job objects. There the next start finds the server by the lock
 * file (`left-behind.ts`).
 */
export function childCommand(file: string, args: readonly string[], endsWithParent: boolean): ChildCommand {
  // A session of its own keeps Ctrl-C in a terminal from the database: it has to outlive the last writes of the app.
  const detached = process.platform !== 'win32'
  const canBind = endsWithParent && process.platform === 'linux'
  const setpriv = canBind ? setprivPaths.find(isExecutable) : undefined
  if (setpriv === undefined) return { file, args, detached }
  return { file: setpriv, args: ['--pdeathsig', 'TERM', '--', file, ...args], detached }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
