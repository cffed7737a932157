import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** What a station says of a code; `scanId` tells two readings of one code apart. */
export interface Told {
  readonly scanId: string
  readonly word: string
}

/** What a station says at its start. */
export interface Remembered {
  readonly recent: readonly (Told & { readonly code: string; readonly fate: string })[]
  readonly word: string | null
  readonly isStanding: boolean
}

/** The station of `station-child.ts`, talked to line by line, until it is killed. */
export async function startChild(script: string, args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  if (child.stdout === null || child.stdin === null) throw new Error('no pipes')
  const { stdin } = child
  // Killed while it is written to.
  stdin.on('error', () => undefined)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  async function next(): Promise<unknown> {
    const line = await lines.next()
    return line.done === true ? null : JSON.parse(line.value)
  }

  return {
    /** Null where it was killed before it said anything. */
    remembered: (await next()) as Remembered | null, // written by station-child.ts
    /** @returns null where it was killed before it answered */
    async scan(code: string): Promise<(Told & { readonly blocks: boolean }) | null> {
      stdin.write(`${code}\n`)
      return (await next()) as (Told & { readonly blocks: boolean }) | null // written by station-child.ts
    },
    async state(): Promise<{ readonly kept: number; readonly conflicts: number; readonly bugs: readonly string[] }> {
      stdin.write('state\n')
      return (await next()) as { kept: number; conflicts: number; bugs: string[] } // written by station-child.ts
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await gone
    },
    killAfter: (ms: number): void => void setTimeout(() => child.kill('SIGKILL'), ms),
  }
}

export type Child = Awaited<ReturnType<typeof startChild>>
