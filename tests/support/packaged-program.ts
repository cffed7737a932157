import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from './station-bench.ts'

const run = promisify(execFile)
/** Debian's `nobody` and `nogroup`, which every Linux has under this number. */
const nobody = 65_534

/** The package as `npm run package` makes it, in a place that an ordinary user can read. */
export async function makePackagedProgram() {
  const said = await run(process.execPath, [join('build', 'package.mjs')], { env: { ...process.env } })
  const home = await mkdtemp(join(tmpdir(), 'ose-package-'))
  const folder = join(home, 'program')
  await cp(join('dist', 'package', 'linux-unpacked'), folder, { recursive: true })
  await run('chmod', ['-R', 'a+rX', home])
  return {
    folder,
    executable: join(folder, 'ose-station'),
    /** What the command told whoever called it. */
    said: said.stdout + said.stderr,

    /** Starts it as an ordinary user, in the whole sandbox, and with nothing between it and the test. */
    async start(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
      const data = await mkdtemp(join(home, 'data-'))
      await mkdir(join(data, 'home'))
      for (const path of [data, join(data, 'home')]) if (isRoot()) await chown(path, nobody, nobody)
      // setpriv becomes the program, so that its number is the program's.
      const become = isRoot()
        ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--inh-caps=-all']
        : []
      const [command = '', ...rest] = [...become, join(folder, 'ose-station'), ...args]
      const { OSE_MONGOD_PATH: _, OSE_ELECTRON_PATH: __, ...inherited } = process.env
      const child = spawn(command, rest, {
        stdio: 'ignore',
        env: {
          ...inherited,
          HOME: join(data, 'home'),
          XDG_CONFIG_HOME: join(data, 'home'),
          OSE_USER_DATA: data,
          OSE_LANGUAGE: 'en',
          ...env,
        },
      })
      return {
        data,
        pid: child.pid ?? 0,
        log: () => logOf(data),
        async logged(event: string): Promise<void> {
          await until(() => logOf(data).includes(`"event":"${event}"`), `${event} in the log`, 20_000)
        },
        end: () => end(child),
      }
    },
    remove: () => rm(home, { recursive: true, force: true }),
  }
}

export type PackagedProgram = Awaited<ReturnType<typeof makePackagedProgram>>

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function logOf(data: string): string {
  try {
    return readFileSync(join(data, 'logs', 'station.log'), 'utf8')
  } catch {
    return ''
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

export interface ProcessSeen {
  readonly pid: number
  readonly parent: number
  readonly commandLine: readonly string[]
}

/** A process and everything that it started. */
export function familyOf(pid: number): readonly ProcessSeen[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [seen(Number(name))] : []))
  const family: ProcessSeen[] = all.filter((one) => one.pid === pid)
  for (const member of family) family.push(...all.filter((one) => one.parent === member.pid && one.pid !== member.pid))
  return family
}

/** The processes of one kind: `renderer`, `gpu-process`, `utility`. */
export function helpersOf(pid: number, type: string): readonly ProcessSeen[] {
  return familyOf(pid).filter(({ commandLine }) => commandLine.includes(`--type=${type}`))
}

function seen(pid: number): ProcessSeen {
  const parent = Number(
    read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ')[1] ?? 0,
  )
  return { pid, parent, commandLine: read(`/proc/${pid}/cmdline`).split(/[\0 ]/) }
}

/** Loopback and other TCP ports that one of these processes listens on. */
export function listenedPorts(pids: readonly number[]): readonly number[] {
  const sockets = new Set(pids.flatMap(socketsOf))
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    read(file)
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && sockets.has(fields[9] ?? ''))
      .map((fields) => Number.parseInt(fields[1]?.split(':')[1] ?? '', 16)),
  )
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        const socket = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1]
        return socket === undefined ? [] : [socket]
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
