import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { childCommand } from './parent-death.ts'
import { childIdentity, isAlive, type ProcessIdentity } from './process-identity.ts'
import type { ServerFolder } from './state-file.ts'
import { EmbeddedServerError } from './status.ts'

/** How it ended; an adopted server is not our child, so the system does not tell us (both `null`). */
export interface MongodExit {
  readonly code: number | null
  readonly signal: string | null
}

export interface MongodProcess {
  readonly identity: ProcessIdentity
  readonly ended: Promise<MongodExit>
  readonly hasEnded: () => boolean
  /** On Windows every signal ends it at once; its journal makes that safe. */
  readonly signal: (signal: 'SIGTERM' | 'SIGKILL') => void
}

/**
 * Starts mongod. Its words outside the log go to a file, not to a pipe: an adopted server must be able to
 * outlive the reader. Throws `EmbeddedServerError` `binary-broken` when the system refuses to run it.
 */
export async function spawnMongod(
  executable: string,
  args: readonly string[],
  folder: ServerFolder,
  endsWithProgram: boolean,
): Promise<MongodProcess> {
  const command = childCommand(executable, args, endsWithProgram)
  const file = await open(folder.output, 'w', 0o600)
  try {
    const child = spawn(command.file, [...command.args], {
      cwd: folder.root,
      detached: command.detached,
      windowsHide: true,
      stdio: ['ignore', file.fd, file.fd],
      env: mongodEnvironment(),
    })
    // `once` rejects at 'error', which is what a refused start emits instead of 'spawn'.
    await once(child, 'spawn')
    // A signal that cannot be sent is an 'error' too; unheard, it would end the program.
    child.on('error', () => undefined)
    let exit: MongodExit | undefined
    const ended = new Promise<MongodExit>((resolve) => {
      child.once('exit', (code, signal) => {
        exit = { code, signal }
        resolve(exit)
      })
    })
    if (child.pid === undefined) throw new Error('a spawned process without a number')
    return {
      identity: await childIdentity(child.pid),
      ended,
      hasEnded: () => exit !== undefined,
      signal: (signal) => void child.kill(signal),
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      throw new EmbeddedServerError('binary-broken', `${executable} cannot be run: ${error.message}`)
    }
    throw error
  } finally {
    await file.close()
  }
}

/** A server that another, dead program started: watched by its identity, since only parents are told of an end. */
export function adoptMongod(identity: ProcessIdentity): MongodProcess {
  let gone = false
  const watch = async (): Promise<MongodExit> => {
    while (await isAlive(identity)) await sleep(100)
    gone = true
    return { code: null, signal: null }
  }
  return {
    identity,
    ended: watch(),
    hasEnded: () => gone,
    signal(signal) {
      try {
        if (!gone) process.kill(identity.pid, signal)
      } catch {
        // Gone since the last look, or not ours to end: the watch tells which.
      }
    },
  }
}

/**
 * As little as it needs: the program's own variables may hold a connection string. The language is C, because mongod
 * refuses to start with a locale the system lacks, and because `diagnosis.ts` reads the system's error texts.
 */
function mongodEnvironment(): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH']
  const environment: Record<string, string> = { LC_ALL: 'C' }
  for (const name of kept) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return environment
}
