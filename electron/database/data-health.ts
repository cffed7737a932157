import type { CheckView, PreviewView } from '../../shared/contract/health.ts'
import type { FixChoice, HealthKind } from '../../shared/domain/health/data-health.ts'
import { checkData } from '../db/health/check.ts'
import type { Finding } from '../db/health/finding.ts'
import { CheckCancelled } from '../db/health/walk.ts'
import type { Log } from '../log/log.ts'
import type { DatabaseLink } from './database-link.ts'
import { createHealthFindings } from './health-findings.ts'
import { createHealthPlan } from './health-plan.ts'
import { sessionsOf } from './health-session.ts'

export interface DataHealthParts {
  readonly link: () => Pick<DatabaseLink, 'database' | 'newSession'> | null
  readonly log: Log
  readonly now: () => number
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
  const withSession = sessionsOf(link)
  const { preview, apply } = createHealthPlan(withSession)
  let view = nothingChecked
  let found = createHealthFindings()
  let abort: AbortController | null = null
  let running: Promise<void> = Promise.resolve()

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
          onFinding: found.add,
          onProgress: (phase, done, total) => {
            view = { ...view, phase, done, total, ...(phase === 'devices' && { devices: done }) }
          },
        }),
      )
      end('done')
      log('health.checked', { devices: view.devices, ms: now() - view.startedAt, found: found.counts() })
    } catch (error) {
      if (error instanceof CheckCancelled) end('cancelled')
      else end('failed', log('health.failed', { error }))
    }
  }

  return {
    view: (): CheckView => ({ ...view, found: found.view() }),

    /** Begins a check, unless one runs. */
    start(): void {
      if (view.state === 'running') return
      abort = new AbortController()
      found = createHealthFindings()
      view = { ...nothingChecked, state: 'running', startedAt: now() }
      running = run(abort.signal)
    },

    cancel: (): void => abort?.abort(),

    findings: (kind: HealthKind, after: number, limit: number) => found.page(kind, after, limit),

    /** A dry run over what was found. @param ids without it: all listed */
    preview: (kind: HealthKind, ids: readonly string[] | undefined, choice: FixChoice): Promise<PreviewView> =>
      preview(found.chosen(kind, ids), choice),

    /** A dry run for one document that another program changed. */
    previewOne: (one: Finding, choice: FixChoice): Promise<PreviewView> => preview([one], choice),

    apply,

    async stop(): Promise<void> {
      abort?.abort()
      await running
    },
  }
}

export type DataHealth = ReturnType<typeof createDataHealth>
