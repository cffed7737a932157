import { randomUUID } from 'node:crypto'
import type { AppliedView, CheckView, FindingRow, PreviewView } from '../../shared/contract/health.ts'
import { type FixChoice, type HealthKind, healthKinds } from '../../shared/domain/health/data-health.ts'
import type { Database, DatabaseSession } from '../db/connection/client.ts'
import { type Corrector, changeApplier } from '../db/health/apply-change.ts'
import { checkData } from '../db/health/check.ts'
import { type Finding, findingRow } from '../db/health/finding.ts'
import { plan } from '../db/health/plan.ts'
import { type PlannedChange, plannedRow } from '../db/health/planned-change.ts'
import { CheckCancelled } from '../db/health/walk.ts'
import type { Log } from '../log/log.ts'
import type { DatabaseLink } from './database-link.ts'

export interface DataHealthParts {
  readonly link: () => Pick<DatabaseLink, 'database' | 'newSession'> | null
  readonly log: Log
  readonly now: () => number
}

/** Findings of a kind that are listed; all are counted. Who has mended those checks again. */
const listedPerKind = 2000
/** Changes of one plan: what a person can look through, and apply in a minute or two. */
const changesPerPlan = 1000

interface Plan {
  readonly id: string
  readonly database: Database
  readonly changes: readonly PlannedChange[]
}

interface Found {
  findings: number
  documents: number
  offered: number
  readonly listed: Map<string, Finding>
}

const nothingChecked: Omit<CheckView, 'found'> = {
  state: 'none',
  phase: null,
  done: 0,
  total: 0,
  startedAt: 0,
  endedAt: 0,
  devices: 0,
  logId: '',
}

/** The check of the data on this PC: one at a time, in the background, with what it found and the last dry run. */
export function createDataHealth({ link, log, now }: DataHealthParts) {
  let view = nothingChecked
  let found = new Map<HealthKind, Found>()
  let lastPlan: Plan | null = null
  let abort: AbortController | null = null
  let running: Promise<void> = Promise.resolve()

  async function withSession<Value>(
    work: (database: Database, session: DatabaseSession) => Promise<Value>,
  ): Promise<Value> {
    const database = link()?.database() ?? null
    const marked = (await link()?.newSession()) ?? null
    // The door lets nothing through while the database is away.
    if (database === null || marked === null) throw new Error('no database')
    try {
      return await work(database, marked.session)
    } finally {
      await marked.end()
    }
  }

  function add(one: Finding): void {
    const of = found.get(one.kind) ?? { findings: 0, documents: 0, offered: 0, listed: new Map<string, Finding>() }
    found.set(one.kind, of)
    of.findings += 1
    of.documents += one.count
    if (one.fix !== 'by-hand') of.offered += 1
    if (of.listed.size < listedPerKind) of.listed.set(one.id, one)
  }

  async function run(signal: AbortSignal): Promise<void> {
    const end = (state: CheckView['state'], logId = '') => {
      view = { ...view, state, phase: null, endedAt: now(), logId }
    }
    try {
      await withSession((database, session) =>
        checkData({
          database,
          session,
          signal,
          onFinding: add,
          onProgress: (phase, done, total) => {
            view = { ...view, phase, done, total, ...(phase === 'devices' && { devices: done }) }
          },
        }),
      )
      end('done')
      log('health.checked', { devices: view.devices, ms: now() - view.startedAt, found: countsOf(found) })
    } catch (error) {
      if (error instanceof CheckCancelled) end('cancelled')
      else end('failed', log('health.failed', { error }))
    }
  }

  async function planFor(findings: readonly Finding[], choice: FixChoice): Promise<PreviewView> {
    return withSession(async (database, session) => {
      const changes: PlannedChange[] = []
      let byHand = 0
      let more = false
      for (const one of findings) {
        const before = changes.length
        for await (const change of plan(database.collections, session, one, choice)) {
          more = changes.length >= changesPerPlan
          if (more) break
          changes.push(change)
        }
        if (more) break
        if (changes.length === before) byHand += 1
      }
      lastPlan = { id: randomUUID(), database, changes }
      return { preview: lastPlan.id, changes: changes.map(plannedRow), total: changes.length, more, byHand }
    })
  }

  return {
    view: (): CheckView => ({
      ...view,
      found: healthKinds.flatMap((kind) => {
        const of = found.get(kind)
        if (of === undefined) return []
        const { findings, documents, offered, listed } = of
        return [{ kind, findings, documents, offered, listed: listed.size }]
      }),
    }),

    /** Begins a check, unless one runs. */
    start(): void {
      if (view.state === 'running') return
      abort = new AbortController()
      found = new Map()
      view = { ...nothingChecked, state: 'running', startedAt: now() }
      running = run(abort.signal)
    },

    cancel: (): void => abort?.abort(),

    findings(
      kind: HealthKind,
      after: number,
      limit: number,
    ): { readonly findings: FindingRow[]; readonly more: boolean } {
      const all = [...(found.get(kind)?.listed.values() ?? [])]
      return { findings: all.slice(after, after + limit).map(findingRow), more: all.length > after + limit }
    },

    /** A dry run over what was found; what stands in the database now decides. @param ids without it: all listed */
    preview(kind: HealthKind, ids: readonly string[] | undefined, choice: FixChoice): Promise<PreviewView> {
      const listed = found.get(kind)?.listed ?? new Map<string, Finding>()
      const chosen = ids === undefined ? [...listed.values()] : ids.flatMap((id) => listed.get(id) ?? [])
      return planFor(chosen, choice)
    },

    /** A dry run for one document that another program changed. */
    previewOne: (one: Finding, choice: FixChoice): Promise<PreviewView> => planFor([one], choice),

    /** Applies the last dry run. @returns null where it is not the last any more */
    async apply(
      id: string,
      by: Corrector,
      onApplied: (change: PlannedChange) => Promise<void>,
    ): Promise<(AppliedView & { readonly kinds: readonly HealthKind[] }) | null> {
      const mine = lastPlan
      if (mine === null || mine.id !== id) return null
      lastPlan = null
      return withSession(async (database, session) => {
        // Exchanged for another one since.
        if (database !== mine.database) return null
        const apply = changeApplier(database.collections)
        const outcome = { applied: 0, changed: [] as string[], notAllowed: [] as string[] }
        for (const change of mine.changes) {
          const done = await apply(session, change, by)
          if (done === 'changed') outcome.changed.push(change.label)
          else if (done === 'not-allowed') outcome.notAllowed.push(change.label)
          else {
            outcome.applied += 1
            await onApplied(change)
          }
        }
        return { ...outcome, kinds: [...new Set(mine.changes.map(({ why }) => why))] }
      })
    },

    async stop(): Promise<void> {
      abort?.abort()
      await running
    },
  }
}

export type DataHealth = ReturnType<typeof createDataHealth>

function countsOf(found: ReadonlyMap<HealthKind, Found>): Record<string, number> {
  return Object.fromEntries([...found].map(([kind, { findings }]) => [kind, findings]))
}
