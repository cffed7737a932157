import type { Document } from 'mongodb'
import type { FindingRow } from '../../../shared/contract/health.ts'
import type { HealthKind } from '../../../shared/domain/health/data-health.ts'
import { collectionNames } from '../collections/collections.ts'

type Platform = 'devices' | 'orders' | 'customers' | 'movimientos' | 'packages' | 'pallets' | 'employees'
/** Where a finding's documents are. */
export type CheckedCollection = Platform

/** What a check found, and what its planner has to know: a value that several documents share, or one document's id. */
export interface Finding extends Omit<FindingRow, 'collection'> {
  readonly on: CheckedCollection
  readonly key: string
}

export function finding(
  kind: HealthKind,
  on: CheckedCollection,
  key: string,
  more: Pick<Finding, 'label' | 'fix'> & Partial<Pick<Finding, 'count' | 'facts'>>,
): Finding {
  return { id: `${kind}:${on}:${key}`, kind, on, key, count: 1, facts: {}, ...more }
}

export function findingRow({ on, key: _key, ...row }: Finding): FindingRow {
  return { ...row, collection: collectionNames[on] }
}

/** What a stored value is shown as: short, and never an object's inside. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.length === 0 ? '[]' : value.slice(0, 20).map(shown).join(', ').slice(0, 300)
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 300)
}

export function textOf(document: Document, field: string): string {
  const value: unknown = document[field]
  return value === null || value === undefined ? '' : String(value)
}
