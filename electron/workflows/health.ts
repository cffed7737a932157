import { type ForeignRow, type healthCommands, healthPageLength } from '../../shared/contract/health.ts'
import { acceptable } from '../../shared/domain/health/data-health.ts'
import { isSupervisor } from '../../shared/domain/permissions.ts'
import { failure, success } from '../../shared/result.ts'
import type { Clock } from '../clock/clock.ts'
import { createDataHealth, type DataHealth } from '../database/data-health.ts'
import type { DatabaseLink } from '../database/database-link.ts'
import type { ForeignChangeDocument } from '../db/collections/audit-documents.ts'
import { requiredDatabase } from '../db/connection/required-database.ts'
import { foreignLog, isLoss } from '../db/duty/foreign-log.ts'
import { finding } from '../db/health/finding.ts'
import { indexPercent } from '../db/indexes/index-progress.ts'
import { foreignChangeDays } from '../db/indexes/index-table.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'

export interface HealthWorkflowParts {
  readonly link: () => Pick<
    DatabaseLink,
    'database' | 'newSession' | 'indexing' | 'missingIndexes' | 'makeIndexes'
  > | null
  readonly clock: Clock
  readonly log: Log
  /** This PC's code. */
  readonly station: () => string
}

/** The health of the data: check, dry run, correction; the indexes; what other programs changed. */
export function healthWorkflows({
  link,
  clock,
  log,
  station,
}: HealthWorkflowParts): WorkflowsOf<keyof typeof healthCommands> {
  const health: DataHealth = createDataHealth({ link, log, now: clock.now })

  const database = () => requiredDatabase(link()?.database())
  const foreign = () => foreignLog(database().collections)

  async function indexes() {
    const { making, done, total } = link()?.indexing() ?? { making: null, done: 0, total: 0 }
    const percent = making === null ? null : await indexPercent(database(), making)
    const missing = (link()?.missingIndexes() ?? []).map(
      ({ name, unique, isNeededToRegister, duplicates, notAllowed }) => ({
        ...{ name, unique, isNeededToRegister, duplicates: [...duplicates], notAllowed: notAllowed === true },
      }),
    )
    return { making, done, total, percent, missing }
  }

  return {
    async 'health.read'(_input, by) {
      const counts = await foreign().counts()
      return success({
        check: health.view(),
        indexes: await indexes(),
        foreign: { ...counts, days: foreignChangeDays },
        mayApply: by !== null && isSupervisor(by),
      })
    },

    async 'health.start'(_input, by) {
      log('health.start', { by: by?.employee_id })
      health.start()
      return success({})
    },

    async 'health.cancel'() {
      health.cancel()
      return success({})
    },

    async 'health.findings'({ kind, after }) {
      return success(health.findings(kind, after, healthPageLength))
    },

    async 'health.preview'({ kind, findings, choice }) {
      return success(await health.preview(kind, findings, choice))
    },

    async 'health.apply'({ preview }, by) {
      // Whoever corrects what others have done answers for it.
      if (by === null || !isSupervisor(by)) return failure('no-permission')
      const corrector = {
        operator: { employee_id: by.employee_id, name: by.name },
        station: station(),
        now: () => new Date(clock.now()),
      }
      const outcome = await health.apply(preview, corrector, async ({ _id, choice, why }) => {
        if (!acceptable.has(why)) return
        const how = choice === 'accept' ? 'accepted' : 'repaired'
        await foreign().settle(String(_id), how, by.employee_id)
      })
      if (outcome === null) return failure('stale')
      const { kinds, ...applied } = outcome
      log('health.applied', {
        by: by.employee_id,
        kinds,
        applied: applied.applied,
        changed: applied.changed.length,
        notAllowed: applied.notAllowed.length,
      })
      // What stood in the way of a unique index is gone: registering need not wait for the hourly look.
      if (kinds.some((kind) => kind.startsWith('duplicate-'))) await link()?.makeIndexes()
      return success(applied)
    },

    async 'health.foreign'({ before, onlyOpen }) {
      const found = await foreign().list(before, onlyOpen, healthPageLength + 1)
      return success({ rows: found.slice(0, healthPageLength).map(foreignRow), more: found.length > healthPageLength })
    },

    async 'health.previewForeign'({ id, choice }, by) {
      const change = await foreign().find(id)
      if (change === null || change.document === undefined || !isLoss(change)) return failure('not-found')
      const [label = ''] = change.labels
      const one =
        change.what === 'status-reverted'
          ? finding('status-reverted', 'orders', change.order_number ?? '', { label, fix: 'either' })
          : finding('estado-reverted', 'devices', change.document, { label, fix: 'either' })
      const preview = await health.previewOne(one, choice)
      // Somebody, or the other program itself, has put it right since.
      if (preview.total === 0) await foreign().settle(change.document, 'gone', by?.employee_id ?? '')
      return success(preview)
    },
  }
}

function foreignRow(change: ForeignChangeDocument): ForeignRow {
  return {
    id: change._id,
    what: change.what,
    at: change.at.getTime(),
    collection: change.collection,
    operation: change.operation,
    labels: change.labels,
    orderNumber: change.order_number ?? '',
    fields: change.fields,
    count: change.count,
    ours: change.ours ?? '',
    stored: change.stored ?? '',
    settled: isLoss(change) ? (change.settled ?? 'open') : 'none',
  }
}
