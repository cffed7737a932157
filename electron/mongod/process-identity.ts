import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/**
 * One process, told apart from a later one with the same number: numbers are reused, after a restart of the computer
 * within seconds. `started` is in clock ticks since boot on Linux and in milliseconds since 1970 elsewhere.
 */
export const processIdentitySchema = z.object({
  pid: z.number().int().positive(),
  started: z.number(),
  boot: z.string(),
})
export type ProcessIdentity = Readonly<z.infer<typeof processIdentitySchema>>

/** Outside Linux start times come from two clocks, one of them in whole seconds. */
const toleranceMs = 5_000

export async function ownIdentity(): Promise<ProcessIdentity> {
  return (await linuxIdentity(process.pid)) ?? fromClock(process.pid, Date.now() - process.uptime() * 1000)
}

/** The identity of a child spawned a moment ago. */
export async function childIdentity(pid: number): Promise<ProcessIdentity> {
  return (await linuxIdentity(pid)) ?? fromClock(pid, Date.now())
}

/** Whether that very process still runs. A zombie does not count: it holds no file and no port. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  if (!exists(identity.pid)) return false
  if (process.platform === 'linux') {
    const now = await linuxIdentity(identity.pid)
    return now !== undefined && now.started === identity.started && now.boot === identity.boot
  }
  const started = await (process.platform === 'win32' ? windowsStart(identity.pid) : posixStart(identity.pid))
  // A start time that cannot be had is no proof of death, and two servers on one folder are worse than a wait.
  return started === undefined || Math.abs(started - identity.started) <= toleranceMs
}

function fromClock(pid: number, started: number): ProcessIdentity {
  return { pid, started: Math.round(started), boot: '' }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function linuxIdentity(pid: number): Promise<ProcessIdentity | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ])
    // The second field is the program's name in brackets and may hold blanks and brackets itself: count after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return { pid, started: Number(fields[19]), boot: boot.trim() }
  } catch {
    return undefined
  }
}

async function windowsStart(pid: number): Promise<number | undefined> {
  const script = `[DateTimeOffset]::new((Get-Process -Id ${pid}).StartTime).ToUnixTimeMilliseconds()`
  return numberOrNothing(Number(await output('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script])))
}

async function posixStart(pid: number): Promise<number | undefined> {
  return numberOrNothing(Date.parse(await output('ps', ['-o', 'lstart=', '-p', String(pid)])))
}

function numberOrNothing(value: number): number | undefined {
  return Number.isFinite(value) && value > 0 ? value : undefined
}

function output(file: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C' }
    execFile(file, [...args], { env, windowsHide: true, timeout: 10_000 }, (_error, stdout) => resolve(stdout.trim()))
  })
}
