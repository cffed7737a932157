import { randomUUID } from 'node:crypto'
import type { AppliedView, PreviewView } from '../../shared/contract/health.ts'
import type { FixChoice, HealthKind } from '../../shared/domain/health/data-health.ts'
import type { Database } from '../db/connection/client.ts'
import { type Corrector, changeApplier } from '../db/health/apply-change.ts'
import type { Finding } from '../db/health/finding.ts'
import { plan } from '../db/health/plan.ts'
import { type PlannedChange, plannedRow } from '../db/health/planned-change.ts'
import type { WithSession } from './health-session.ts'

/** Changes of one plan: what a person can look through, and apply in a minute or two. */
const changesPerPlan = 1000

interface Plan {
  readonly id: string
  readonly database: Database
  readonly changes: readonly PlannedChange[]
}

/** The last dry run, and how it is applied. */
export function createHealthPlan(withSession: WithSession) {
  let lastPlan: Plan | null = null

  return {
    /** A dry run; what stands in the database now decides, not what was found. */
    preview: (findings: readonly Finding[], choice: FixChoice): Promise<PreviewView> =>
      withSession(async (database, session) => {
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
      }),

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
  }
}
