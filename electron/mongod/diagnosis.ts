import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { MongodExit } from './mongod-process.ts'
import type { ServerFolder } from './state-file.ts'
import { type EmbeddedFailureCode, EmbeddedServerError, fileFailure } from './status.ts'

/** mongod's exit codes (src/mongo/util/exit_code.h) that say something by themselves. */
const badOptions = 2
const needDowngrade = 62
const portTaken = 48

const logLineSchema = z.object({ msg: z.string(), attr: z.unknown().optional() })

/** In this order: a full disk also looks like damage, and damage also like another version. */
const signs: readonly { readonly code: EmbeddedFailureCode; readonly sign: RegExp }[] = [
  {
    code: 'disk-full',
    sign: /No space left on device|Disk quota exceeded|There is not enough space|"error":(28|122),/,
  },
  { code: 'folder-in-use', sign: /DBPathInUse/ },
  {
    code: 'no-permission',
    sign: /Permission denied|Access is denied|Operation not permitted|[Rr]ead-only (directory|file)/,
  },
  { code: 'newer-data', sign: /Wrong mongod version|unsupported WiredTiger file version|UPGRADE PROBLEM/ },
  {
    code: 'data-damaged',
    sign: /WT_PANIC|WT_TRY_SALVAGE|WT_ERROR|corrupt|Error parsing '|Recovery failed|InvalidBSON/,
  },
  { code: 'newer-data', sign: /Failed to start up WiredTiger under any compatibility version/ },
  // It ended itself over what it read, in words not known here.
  { code: 'data-damaged', sign: /Fatal assertion/ },
]

/** Why a mongod ended, or `undefined` for what a new start may well mend (killed, out of memory, asked to end). */
export async function diagnose(
  folder: ServerFolder,
  exit: MongodExit,
  logStart: number,
): Promise<EmbeddedServerError | undefined> {
  // With a full disk nothing is in the log, that is full too.
  const unwritable = await probeDisk(folder)
  if (unwritable) return unwritable
  const output = await readFile(folder.output, 'utf8').catch(() => '')
  const log = await readFrom(folder.log, logStart)
  const complaints = `${output}\n${log}`.split('\n').filter(isComplaint)
  if (exit.code === portTaken) return undefined
  if (exit.code === needDowngrade) return new EmbeddedServerError('newer-data', lastWords(complaints))
  for (const { code, sign } of signs) {
    const line = complaints.find((complaint) => sign.test(complaint))
    if (line !== undefined) return new EmbeddedServerError(code, lastWords([line]))
  }
  const wasKilled = exit.signal === 'SIGKILL' || exit.signal === 'SIGTERM'
  if (exit.code === badOptions || (log === '' && !wasKilled)) {
    const how = exit.signal ?? `code ${exit.code}`
    return new EmbeddedServerError('binary-broken', `ended with ${how}: ${lastWords(output.trim().split('\n'))}`)
  }
  return undefined
}

/** How many bytes the log has; what a start writes stands behind them. */
export async function logLength(folder: ServerFolder): Promise<number> {
  const file = await open(folder.log, 'r').catch(() => undefined)
  if (!file) return 0
  try {
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

/** Writes, syncs and removes 4 MB: on a full disk mongod would start, and end at the first journal write. */
export async function probeDisk(folder: ServerFolder): Promise<EmbeddedServerError | undefined> {
  const path = join(folder.data, 'space.probe')
  try {
    const file = await open(path, 'w', 0o600)
    try {
      await file.writeFile(Buffer.alloc(4 * 2 ** 20))
      await file.sync()
    } finally {
      await file.close()
    }
    return undefined
  } catch (error) {
    return fileFailure(error)
  } finally {
    await rm(path, { force: true }).catch(() => undefined)
  }
}

/** Only mongod itself speaks JSON: what is not, the system said of a program it could not run. */
function isComplaint(line: string): boolean {
  return /^\{.*"s":"[EF]"|^\{.*"s":"W".*"id":22347,/.test(line)
}

async function readFrom(path: string, start: number): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined)
  if (!file) return ''
  try {
    const { size } = await file.stat()
    // The end tells why; a damaged page is dumped at length before it.
    const from = Math.max(start, size - 2 ** 20)
    const buffer = Buffer.alloc(Math.max(0, size - from))
    await file.read(buffer, 0, buffer.length, from)
    return buffer.toString('utf8')
  } finally {
    await file.close()
  }
}

/** mongod's own words of the last complaint, short enough for a status. */
function lastWords(lines: readonly string[]): string {
  const line = lines[lines.length - 1] ?? ''
  try {
    const { msg, attr } = logLineSchema.parse(JSON.parse(line))
    return `${msg} ${JSON.stringify(attr ?? {})}`.slice(0, 600)
  } catch {
    return line.slice(0, 600)
  }
}
