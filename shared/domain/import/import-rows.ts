import type { EmployeeRole, PermissionKey } from '../../schemas/stored-words.ts'
import { mayGrant, type Person } from '../permissions.ts'
import { type ImportCell, type ImportKind, isEmptyCell } from './import-cell.ts'
import type { ImportField } from './import-field.ts'
import { importFields } from './import-fields.ts'
import type { ImportMapping } from './import-headers.ts'
import { type ImportProblem, problem } from './import-reasons.ts'
import { type ImportRules, type ImportValue, readValue } from './import-values.ts'

export type ImportValues = Readonly<Record<string, ImportValue>>

/** One row of the file, read: the values that could be read, and everything that is wrong with it. */
export interface ImportRow {
  /** As the spreadsheet numbers it; the titles stand above. */
  readonly row: number
  readonly values: ImportValues
  readonly problems: readonly ImportProblem[]
}

export interface ReadTerms {
  readonly kind: ImportKind
  readonly mapping: ImportMapping
  readonly rules: ImportRules
  /** Who imports: nobody gives a right that is not theirs to give. */
  readonly by: Person
}

/** Fields of which a file may hold each value once. */
const uniqueFields: Readonly<Record<ImportKind, readonly string[]>> = {
  devices: ['imei', 'ccid'],
  customers: ['customer_code'],
  orders: ['order_number'],
  employees: ['employee_id', 'email'],
}

const mostBatches = 500

/** Reads rows one after the other; it remembers the numbers it has met, so one reader is for one file. */
export function createRowReader({ kind, mapping, rules, by }: ReadTerms) {
  const columns: readonly (readonly [number, ImportField])[] = mapping.flatMap((name, index) => {
    const field = importFields[kind].find((one) => one.name === name)
    return field === undefined ? [] : [[index, field] as const]
  })
  const required = importFields[kind].filter((field) => field.required)
  const met = new Map(uniqueFields[kind].map((name) => [name, new Map<ImportValue, number>()]))

  function duplicates(row: number, values: ImportValues): ImportProblem[] {
    const found: ImportProblem[] = []
    for (const [name, rows] of met) {
      const value = values[name]
      if (value === undefined) continue
      const other = rows.get(value)
      if (other === undefined) rows.set(value, row)
      else found.push(problem(name, 'duplicate-in-file', { value: String(value), row: other }))
    }
    return found
  }

  return function read(row: number, cells: readonly ImportCell[]): ImportRow {
    const values: Record<string, ImportValue> = Object.create(null)
    const problems: ImportProblem[] = []
    const wrong = new Set<string>()
    for (const [index, field] of columns) {
      const cell = cells[index] ?? null
      if (isEmptyCell(cell)) continue
      const read = readValue(field, cell, rules)
      if (read.ok) values[field.name] = read.value
      else {
        wrong.add(field.name)
        problems.push(problem(field.name, read.reason, read.params))
      }
    }
    for (const { name } of required) {
      if (values[name] === undefined && !wrong.has(name)) problems.push(problem(name, 'missing'))
    }
    problems.push(...duplicates(row, values))
    if (problems.length === 0) problems.push(...acrossFields(kind, values, by))
    return { row, values, problems }
  }
}

/** What only several fields together can say. */
function acrossFields(kind: ImportKind, values: ImportValues, by: Person): ImportProblem[] {
  switch (kind) {
    case 'devices':
      return values['lote'] !== undefined && values['nro_orden'] === undefined ? [problem('nro_orden', 'missing')] : []
    case 'orders':
      return batchProblems(values)
    case 'employees':
      return mayGrant(by, roleOf(values), permissionsOf(values)) ? [] : [problem('role', 'may-not-grant')]
    case 'customers':
      return []
  }
}

/** The role of an imported employee; without one, that which may do least. */
export function roleOf(values: ImportValues): EmployeeRole {
  return (values['role'] ?? 'operator') as EmployeeRole // read from the list of roles
}

export function permissionsOf(values: ImportValues): readonly PermissionKey[] {
  return (values['permissions'] ?? []) as readonly PermissionKey[] // read from the list of permissions
}

/** The quantities of an order's batches, the larger ones first where they were only counted. */
export function batchesOf(values: ImportValues): readonly number[] {
  const listed = values['batches'] as readonly number[] | undefined // read as whole numbers
  const quantity = Number(values['quantity'])
  if (listed !== undefined) return listed
  const count = Math.min(Number(values['total_batches'] ?? 1), mostBatches)
  const size = Math.floor(quantity / count)
  return Array.from({ length: count }, (_, index) => (index < quantity % count ? size + 1 : size))
}

function batchProblems(values: ImportValues): ImportProblem[] {
  const quantity = Number(values['quantity'])
  const count = values['total_batches']
  const batches = batchesOf(values)
  if (batches.length > mostBatches) return [problem('batches', 'too-many-batches', { most: mostBatches })]
  const sum = batches.reduce((total, batch) => total + batch, 0)
  if (sum !== quantity) return [problem('batches', 'batches-sum', { sum, quantity })]
  const isCountWrong = typeof count === 'number' && (count > quantity || count !== batches.length)
  return isCountWrong
    ? [problem('total_batches', 'out-of-range', { value: count, least: 1, most: Math.min(quantity, batches.length) })]
    : []
}
