/** A batch, by what names it everywhere. */
export interface BatchName {
  readonly order_number: string
  readonly lote: number
}

export function batchKey({ order_number, lote }: BatchName): string {
  return `${order_number}|${lote}`
}

/** The batch of a key made by `batchKey`, or null. Order numbers hold no `|`, those of another program may. */
export function batchOfKey(key: string): BatchName | null {
  const at = key.lastIndexOf('|')
  const lote = Number(key.slice(at + 1))
  return at <= 0 || !Number.isInteger(lote) ? null : { order_number: key.slice(0, at), lote }
}

export function leaseKey(batch: BatchName, station: string): string {
  return `${batchKey(batch)}|${station}`
}

/** The hour a unit is counted in: UTC, from the time of the scan, so that a late replay counts where it belongs. */
export function hourOf(at: number): Date {
  return new Date(Math.floor(at / 3_600_000) * 3_600_000)
}

export function counterKey(batch: BatchName, station: string, at: number): string {
  return `${batchKey(batch)}|${station}|${hourOf(at).toISOString().slice(0, 13)}`
}
