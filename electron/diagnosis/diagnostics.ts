import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { arch, freemem, release, totalmem, uptime } from 'node:os'
import { basename, join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import type { AppState } from '../../shared/state.ts'
import type { StationState } from '../../shared/stations.ts'
import { readIfThere, writeAtomically } from '../files/atomic-file.ts'
import { createRedaction } from '../log/redaction.ts'

/** Bytes of each log's end: a mail takes the zip. */
const longestLog = 2_000_000
const recentScans = 50

export interface DiagnosticsParts {
  readonly folder: string
  readonly versions: Readonly<Record<string, string>>
  /** Values that must not be in it, wherever they would stand. */
  readonly secrets: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly app: AppState | null
  readonly station: StationState | null
  /** What the station could not read of its journal. */
  readonly aside: readonly unknown[]
  readonly database: Readonly<Record<string, unknown>>
  readonly dumps: readonly { readonly file: string; readonly at: Date; readonly bytes: number }[]
  readonly withDumps: boolean
  readonly now: Date
}

/**
 * Writes one zip for a technician into `diagnostics/` of the data folder. Every text in it goes through the redaction;
 * a crash dump cannot, so it is in it only where somebody chose that.
 * @returns the file
 */
export function writeDiagnostics(parts: DiagnosticsParts): string {
  const redaction = createRedaction(parts.secrets)
  const json = (value: unknown) => strToU8(redaction.json(value))
  const entries: Record<string, Uint8Array> = {
    'about.json': json({
      at: parts.now.toISOString(),
      versions: parts.versions,
      system: { platform: process.platform, release: release(), arch: arch(), uptime_s: Math.round(uptime()) },
      memory_mb: { total: Math.round(totalmem() / 2 ** 20), free: Math.round(freemem() / 2 ** 20) },
      // Only that they are set: one of them is a connection string.
      variables: Object.keys(parts.env).filter((name) => name.startsWith('OSE_')),
    }),
    'settings.json': json(settingsOf(parts.folder)),
    'state.json': json({
      phase: parts.app?.phase ?? 'not-started',
      workstation: parts.app?.workstation,
      settingsProblems: parts.app?.settingsProblems.map(({ name, allowed }) => ({ name, allowed })),
      clockSkewMs: parts.app?.clockSkewMs,
      database: { ...parts.app?.database, ...parts.database },
      scanners: parts.app?.scanners,
      journal: parts.station?.kept,
      conflicts: parts.station?.conflicts,
    }),
    // Whole numbers stay on the PC, in the journal; here is what form it has that nobody could read.
    'journal-aside.json': json(parts.aside),
    'scans.json': json(
      (parts.station?.recent ?? [])
        .slice(0, recentScans)
        .map(({ at, code, word, fate }) => ({ at: new Date(at).toISOString(), code, word, fate })),
    ),
    'crashes.json': json(parts.dumps.map(({ file, at, bytes }) => ({ name: basename(file), at, bytes }))),
  }
  for (const file of logFiles(parts.folder)) {
    entries[`logs/${basename(file)}`] = strToU8(redaction.log(endOf(file)))
  }
  if (parts.withDumps) {
    for (const { file } of parts.dumps) entries[`dumps/${basename(file)}`] = readFileSync(file)
  }
  const stamp = parts.now.toISOString().replace(/[:.]/g, '-')
  const file = join(parts.folder, 'diagnostics', `ose-station-${stamp}.zip`)
  writeAtomically(file, Buffer.from(zipSync(entries, { level: 6 })), false)
  return file
}

/** As they are kept; a secret is never among them, and what does not belong there goes through the redaction. */
function settingsOf(folder: string): unknown {
  try {
    return JSON.parse(readIfThere(join(folder, 'settings.json'))?.toString('utf8') ?? '{}')
  } catch {
    return 'unreadable'
  }
}

function logFiles(folder: string): string[] {
  return [join(folder, 'logs'), join(folder, 'mongod'), join(folder, 'mongod', 'logs')].flatMap((place) => {
    try {
      return readdirSync(place)
        .filter((name) => /\.log(?:\.|$)/.test(name))
        .map((name) => join(place, name))
    } catch {
      return []
    }
  })
}

function endOf(file: string): string {
  try {
    const handle = openSync(file, 'r')
    try {
      const { size } = fstatSync(handle)
      const bytes = Buffer.alloc(Math.min(size, longestLog))
      readSync(handle, bytes, 0, bytes.length, size - bytes.length)
      const text = bytes.toString('utf8')
      // Not the second half of a line, whose secret would not be known for one.
      return size > bytes.length ? text.slice(text.indexOf('\n') + 1) : text
    } finally {
      closeSync(handle)
    }
  } catch {
    return ''
  }
}
