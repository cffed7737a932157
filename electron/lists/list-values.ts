import type { ListRow, ListValue } from '../../shared/contract/lists.ts'
import { type ListName, listColumns } from '../../shared/lists.ts'
import { cartonOf, palletNumberOf, palletOf } from '../db/collections/platform-fields.ts'
import type { AnyRow } from '../db/lists/lists.ts'

/** Longer text is no cell of a table: the page is not made to wait for it. The export has it whole. */
const longestText = 500

/** A row as the page is given it: values in the order of the list's columns, and nothing that is not shown. */
export function listRow(list: ListName, row: AnyRow): ListRow {
  return { id: row.id, values: listColumns[list].map(({ name }) => plainValue(valueAt(list, name, row))) }
}

/** Where a column is not simply the field of its name: two spellings of one thing, or a part of something. */
function valueAt(list: ListName, name: string, row: AnyRow): unknown {
  switch (`${list}.${name}`) {
    case 'devices.carton':
      return cartonOf({ carton_id: textAt(row, 'carton_id'), package_no: textAt(row, 'package_no') })
    case 'devices.pallet':
      return palletOf({ pallet_id: textAt(row, 'pallet_id'), num_palet: textAt(row, 'num_palet') })
    case 'pallets.pallet':
      return palletNumberOf({ pallet_number: textAt(row, 'pallet_number'), pallet_id: textAt(row, 'pallet_id') })
    case 'pallets.order':
      return textAt(row, 'pedido_id') ?? textAt(row, 'order_number')
    case 'customers.name':
      return textAt(row, 'company_name') ?? joined(row, 'first_name', 'last_name')
    case 'customers.city':
      return fieldOf(row['address'], 'city')
    case 'employees.name':
      return joined(row, 'name', 'surname')
    case 'packages.devices':
      return Array.isArray(row['dispositivos']) ? row['dispositivos'].length : null
    default:
      return row[name]
  }
}

function textAt(row: AnyRow, name: string): string | null {
  const value = row[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function joined(row: AnyRow, ...names: readonly string[]): string {
  return names.flatMap((name) => textAt(row, name) ?? []).join(' ')
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : null
}

function plainValue(value: unknown): ListValue {
  if (value === undefined || value === null || value === '') return null
  // The moment that a broken date is read as is none.
  if (value instanceof Date) return value.getTime() || null
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  const text = String(value)
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text
}
