import { cpus } from 'node:os'
import type { CpuFigures } from './cpu.ts'

export interface Figures {
  readonly p50_ms: number
  readonly p99_ms: number
  readonly per_s: number
}

/** With the computing time that each took, where a bench measures it. */
interface Measured extends Figures, Partial<CpuFigures> {}

export interface BenchResult extends Measured {
  readonly name: string
  readonly n: number
  /** The yardstick, measured in the same run. */
  readonly floor: Measured
}

/** Nearest-rank percentiles of durations in ms, and the rate over the wall time. */
export function figures(durations: readonly number[], wallMs: number): Figures {
  const sorted = [...durations].sort((left, right) => left - right)
  const rank = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
  return {
    p50_ms: round(rank(0.5)),
    p99_ms: round(rank(0.99)),
    per_s: round((durations.length * 1000) / wallMs),
  }
}

/** One JSON line with `--json`, else a table. `more` is what is measured beside times. */
export function report(
  bench: string,
  results: readonly BenchResult[],
  more: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): void {
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ bench, cores: cpus().length, results, ...more }))
    return
  }
  console.log(`${bench}, ${cpus().length} cores`)
  console.table(
    Object.fromEntries(
      results.map(({ name, n, p50_ms, p99_ms, per_s, mongod_cpu_ms, client_cpu_ms, floor }) => [
        name,
        {
          n,
          'p50 ms': p50_ms,
          'floor p50': floor.p50_ms,
          'p99 ms': p99_ms,
          'floor p99': floor.p99_ms,
          'per s': per_s,
          'floor per s': floor.per_s,
          ...(mongod_cpu_ms !== undefined && {
            'mongod ms': mongod_cpu_ms,
            'floor mongod ms': floor.mongod_cpu_ms,
            'client ms': client_cpu_ms,
            'floor client ms': floor.client_cpu_ms,
          }),
        },
      ]),
    ),
  )
  for (const [name, values] of Object.entries(more)) {
    console.log(name)
    console.table(values)
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** Says how far it is, on the other channel than the result. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`)
}
