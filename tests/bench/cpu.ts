import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What a piece of work cost in computing time, ms for each scan. */
export interface CpuFigures {
  readonly mongod_cpu_ms: number
  readonly client_cpu_ms: number
}

/** Begins to measure; the result, for so many scans, when it is called. Linux: the kernel's own count of the server's time. */
export function measureCpu(mongod: number): (scans: number) => CpuFigures {
  const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  const server = serverTicks(mongod)
  const client = process.cpuUsage()
  return (scans) => {
    const { user, system } = process.cpuUsage(client)
    const each = (ms: number) => Math.round((ms * 1000) / scans) / 1000
    return {
      mongod_cpu_ms: each(((serverTicks(mongod) - server) * 1000) / ticks),
      client_cpu_ms: each((user + system) / 1000),
    }
  }
}

/** Of a process, in user and system mode. Its name may hold blanks: what follows it begins after the last bracket. */
function serverTicks(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}
