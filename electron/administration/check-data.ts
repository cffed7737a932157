import { existsSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { acceptable, type FixChoice, type HealthKind, healthKinds } from '../../shared/domain/health/data-health.ts'
import { type Database, openDatabase } from '../db/connection/client.ts'
import { changeApplier } from '../db/health/apply-change.ts'
import { checkData } from '../db/health/check.ts'
import { type Finding, findingRow } from '../db/health/finding.ts'
import { plan } from '../db/health/plan.ts'
import { type PlannedChange, plannedRow } from '../db/health/planned-change.ts'
import { userDataFolder } from '../files/data-folder.ts'
import { withEmbeddedServer } from '../mongod/short-life.ts'
import { EmbeddedServerError } from '../mongod/status.ts'
import { loadConfig } from '../settings/config.ts'
import { userIn, withPassword } from './address.ts'
import type { SecretPrompt } from './asked-secret.ts'

export const checkDataUsage = `check-data [--uri mongodb://USER@HOST/?authSource=admin] [--database ose] [--data-folder FOLDER]
           [--fix KIND [--accept] [--apply]]
    Looks through all data for what does not agree and changes nothing. With --fix: exactly what a correction of that kind
    would change; with --apply it is changed. Without --uri: the database of this PC; close the program first.`

export interface CheckDataOptions {
  readonly uri: string | null
  readonly database: string | null
  readonly dataFolder: string | null
  readonly fix: HealthKind | null
  readonly choice: FixChoice
  readonly apply: boolean
}

/** @param args what stands behind the command @returns null where it is not whole */
export function checkDataOptions(args: readonly string[]): CheckDataOptions | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{ uri: { type: 'string' }, database: { type: 'string' }, 'data-folder': { type: 'string' } },
        ...{ fix: { type: 'string' }, accept: { type: 'boolean' }, apply: { type: 'boolean' } },
      },
    })
    const { uri = null, database = null, accept = false, apply = false } = values
    const fix = healthKinds.find((kind) => kind === values.fix) ?? null
    if (uri !== null && !/^mongodb(\+srv)?:\/\//.test(uri)) return null
    if (database !== null && !/^[A-Za-z0-9_-]{1,38}$/.test(database)) return null
    // A word that is no kind, or a decision about nothing.
    if ((values.fix !== undefined && fix === null) || (fix === null && (apply || accept))) return null
    if (accept && fix !== null && !acceptable.has(fix)) return null
    const dataFolder = values['data-folder'] ?? null
    return { uri, database, dataFolder, fix, choice: accept ? 'accept' : 'repair', apply }
  } catch {
    return null
  }
}

interface Work extends CheckDataOptions {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly prompt: SecretPrompt
  readonly say: (line: string) => void
}

/** @returns 0 when nothing was found, or all that was asked for is corrected; 1 when something is left */
export async function checkDataCommand(work: Work): Promise<number> {
  const { uri, prompt, say, env } = work
  if (uri !== null) {
    const user = userIn(uri)
    const text = user === '' ? uri : withPassword(uri, await prompt.ask('OSE_SERVER_PASSWORD', `Password of ${user}`))
    return withDatabase(text, work.database ?? 'ose', (database) => check(work, database))
  }
  const folder = work.dataFolder === null ? (userDataFolder(env) ?? work.folder) : resolve(work.dataFolder)
  const config = loadConfig({ folder, env, preferredLanguages: [] })
  const { database, databaseName } = config.settings()
  if (database !== 'embedded' || !existsSync(join(folder, 'mongod'))) {
    say(`This PC holds no database of its own (${config.file}); a server's is checked with --uri.`)
    return 1
  }
  const server = { folder: join(folder, 'mongod'), executable: env['OSE_MONGOD_PATH'] ?? 'mongod' }
  try {
    return await withEmbeddedServer(server, (text) =>
      withDatabase(text, work.database ?? databaseName, (opened) => check(work, opened)),
    )
  } catch (error) {
    if (!(error instanceof EmbeddedServerError) || error.code !== 'folder-in-use') throw error
    say(`OSE Station is running on ${folder}. Close it first, or check in its office. Nothing was changed.`)
    return 1
  }
}

async function withDatabase<Value>(
  uri: string,
  name: string,
  use: (database: Database) => Promise<Value>,
): Promise<Value> {
  const database = await openDatabase(uri, name)
  try {
    return await use(database)
  } finally {
    await database.close()
  }
}

/** Named of a kind; the rest is a number. */
const namedPerKind = 10
/** Corrected in one go; whoever has more runs it again. */
const keptPerKind = 20_000

interface Found {
  findings: number
  documents: number
  offered: number
  readonly kept: Finding[]
}

function add(found: Map<HealthKind, Found>, one: Finding): void {
  const of = found.get(one.kind) ?? { findings: 0, documents: 0, offered: 0, kept: [] }
  found.set(one.kind, of)
  of.findings += 1
  of.documents += one.count
  if (one.fix !== 'by-hand') of.offered += 1
  if (of.kept.length < keptPerKind) of.kept.push(one)
}

async function check(work: Work, database: Database): Promise<number> {
  const { say, fix } = work
  const found = new Map<HealthKind, Found>()
  const session = database.client.startSession({ causalConsistency: false })
  let phase = ''
  try {
    await checkData({
      database,
      session,
      signal: new AbortController().signal,
      onFinding: (one) => add(found, one),
      onProgress(now, _done, total) {
        if (now !== phase) say(`checking: ${now}${total > 0 ? ` (about ${total})` : ''}`)
        phase = now
      },
    })
    if (found.size === 0) say('Everything agrees.')
    for (const [kind, of] of found) tellKind(say, kind, of)
    if (fix === null) return found.size === 0 ? 0 : 1
    return await correct(work, database, session, found.get(fix)?.kept ?? [])
  } finally {
    await session.endSession()
  }
}

function tellKind(say: Work['say'], kind: HealthKind, { findings, documents, offered, kept }: Found): void {
  say(`${kind}: ${findings} found (${documents} documents), ${offered} with a correction`)
  for (const one of kept.slice(0, namedPerKind)) {
    const { collection, label, facts } = findingRow(one)
    const told = Object.entries(facts).map(([name, value]) => `${name} ${value}`)
    say(`    ${[`${collection} ${label}`, ...told].join(', ')}`)
  }
}

async function correct(
  { say, choice, apply }: Work,
  database: Database,
  session: ReturnType<Database['client']['startSession']>,
  findings: readonly Finding[],
): Promise<number> {
  const applyChange = changeApplier(database.collections)
  const { username } = userInfo()
  const by = {
    operator: { employee_id: 'check-data', name: `${username}@${hostname()}` },
    station: 'S00',
    now: () => new Date(),
  }
  let left = 0
  let done = 0
  for (const one of findings) {
    // One finding after the other: its plan is made and applied before the next is looked at.
    const changes: PlannedChange[] = []
    for await (const change of plan(database.collections, session, one, choice)) changes.push(change)
    for (const change of changes) {
      const { collection, label, fields } = plannedRow(change)
      for (const { field, before, after } of fields) say(`${collection} ${label}: ${field} ${before} → ${after}`)
      if (!apply) continue
      const outcome = await applyChange(session, change, by)
      if (outcome === 'applied') done += 1
      else {
        left += 1
        say(
          `${collection} ${label}: ${outcome === 'changed' ? 'changed meanwhile, left as it is' : 'this user may not write there'}`,
        )
      }
    }
    if (changes.length === 0) left += 1
  }
  say(apply ? `${done} documents corrected, ${left} left.` : 'Nothing was changed; --apply changes it.')
  return apply && left === 0 ? 0 : 1
}
