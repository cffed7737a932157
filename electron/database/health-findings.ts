import type { CheckView, FindingRow } from '../../shared/contract/health.ts'
import { type HealthKind, healthKinds } from '../../shared/domain/health/data-health.ts'
import { type Finding, findingRow } from '../db/health/finding.ts'

/** Findings of a kind that are listed; all are counted. Who has mended those checks again. */
const listedPerKind = 2000

interface Found {
  findings: number
  documents: number
  offered: number
  readonly listed: Map<string, Finding>
}

/** What one check found, kind by kind. */
export function createHealthFindings() {
  const found = new Map<HealthKind, Found>()
  return {
    add(one: Finding): void {
      const of = found.get(one.kind) ?? { findings: 0, documents: 0, offered: 0, listed: new Map<string, Finding>() }
      found.set(one.kind, of)
      of.findings += 1
      of.documents += one.count
      if (one.fix !== 'by-hand') of.offered += 1
      if (of.listed.size < listedPerKind) of.listed.set(one.id, one)
    },

    view: (): CheckView['found'] =>
      healthKinds.flatMap((kind) => {
        const of = found.get(kind)
        if (of === undefined) return []
        const { findings, documents, offered, listed } = of
        return [{ kind, findings, documents, offered, listed: listed.size }]
      }),

    counts: (): Record<string, number> =>
      Object.fromEntries([...found].map(([kind, { findings }]) => [kind, findings])),

    page(kind: HealthKind, after: number, limit: number): { readonly findings: FindingRow[]; readonly more: boolean } {
      const all = [...(found.get(kind)?.listed.values() ?? [])]
      return { findings: all.slice(after, after + limit).map(findingRow), more: all.length > after + limit }
    },

    /** @param ids without it: all listed */
    chosen(kind: HealthKind, ids: readonly string[] | undefined): readonly Finding[] {
      const listed = found.get(kind)?.listed ?? new Map<string, Finding>()
      return ids === undefined ? [...listed.values()] : ids.flatMap((id) => listed.get(id) ?? [])
    },
  }
}
