import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Output } from '../../shared/contract/index.ts'
import type { ImportKind } from '../../shared/domain/import/import-cell.ts'
import { importPieceBytes } from '../../shared/domain/import/import-file.ts'
import type { OfficeDoor } from './office-door.ts'

/** A file on its way through the door, as the page sends one. */
export function importing(door: OfficeDoor, kind: ImportKind, content: string | Uint8Array, file = 'lista.csv') {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content)
  const sha256 = createHash('sha256').update(bytes).digest('hex')

  async function read(sheet: string | null = null): Promise<Output<'import.read'>> {
    await value(door.call('import.begin', { kind, file, bytes: bytes.length }))
    for (let at = 0; at < bytes.length; at += importPieceBytes) {
      await value(door.call('import.piece', { bytes: bytes.slice(at, at + importPieceBytes) }))
    }
    return value(door.call('import.read', { sheet }))
  }

  return {
    sha256,
    read,
    /** Reads it and looks what it would do, with the columns as they were guessed. */
    async check(): Promise<Output<'import.check'>> {
      const table = await read()
      if (table.kind !== 'table') throw new Error(`refused: ${table.reason}`)
      return value(door.call('import.check', { mapping: table.mapping }))
    },
    rows: (only: 'all' | 'refused' = 'all') => value(door.call('import.rows', { from: 0, count: 200, only })),
    run: (mode: 'all' | 'good') => value(door.call('import.run', { mode, sha256 })),
  }
}

/** Waits until a run has written some of its rows; the check before it had a progress of its own. */
export async function beingWritten(door: OfficeDoor, least: number): Promise<void> {
  for (;;) {
    const { phase, done } = await value(door.call('import.progress', {}))
    if (phase === 'writing' && done >= least) return
    await setTimeout(2)
  }
}

/** What a command answers; a failure fails the test in its own words. */
export async function value<Value>(
  answer: Promise<{ ok: true; value: Value } | { ok: false; error: unknown }>,
): Promise<Value> {
  const given = await answer
  if (!given.ok) throw new Error(JSON.stringify(given.error))
  return given.value
}

/** A file of semicolons. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.join(';')).join('\r\n')}\r\n`
}
