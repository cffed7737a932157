import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { logLine, newLogId } from './log-line.ts'

/** Writes one event with its facts; the answer is the id that an operator can read out. Never throws. */
export type Log = (event: string, facts?: Readonly<Record<string, unknown>>) => string

export interface LogFile {
  readonly log: Log
  readonly file: string
  readonly close: () => void
}

interface LogOptions {
  readonly folder: string
  /** Also written there, e.g. the console in development. */
  readonly echo?: (line: string) => void
  /** Bytes of one file until it is put aside. */
  readonly maxBytes?: number
  /** Files put aside: station.1.log is the newest. */
  readonly keep?: number
}

/**
 * One JSON object per line in `station.log`. Written at once, so that the last line before a crash is there; a full
 * disk loses log lines and nothing else.
 */
export function openLog({ folder, echo, maxBytes = 5_000_000, keep = 5 }: LogOptions): LogFile {
  const file = join(folder, 'station.log')
  const aside = (number: number) => join(folder, `station.${number}.log`)
  let handle: number | null = null
  let size = 0

  function open(): number | null {
    try {
      mkdirSync(folder, { recursive: true })
      const opened = openSync(file, 'a', 0o600)
      size = fstatSync(opened).size
      return opened
    } catch {
      return null
    }
  }

  function close(): void {
    if (handle !== null) closeSync(handle)
    handle = null
  }

  function rotate(): void {
    close()
    rmSync(aside(keep), { force: true })
    for (let number = keep - 1; number >= 1; number--) renameIfThere(aside(number), aside(number + 1))
    renameIfThere(file, aside(1))
  }

  function write(line: string): void {
    try {
      if (size + line.length > maxBytes && size > 0) rotate()
      handle ??= open()
      if (handle !== null) size += writeSync(handle, line)
    } catch {
      close()
    }
  }

  return {
    file,
    log(event, facts = {}) {
      const id = newLogId()
      const line = `${logLine(new Date(), id, event, facts)}\n`
      write(line)
      echo?.(line)
      return id
    },
    close,
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch {
    // Not there yet, or held by a virus scanner: the next rotation moves it.
  }
}
