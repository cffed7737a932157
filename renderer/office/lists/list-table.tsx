import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListRow, ListValue } from '../../../shared/contract/lists.ts'
import { type Column, type ListName, listColumns } from '../../../shared/lists.ts'
import { keyWith } from '../../i18n/text-key.ts'
import { DataTable } from '../data-table.tsx'
import { cellText } from './cell-text.ts'

interface ListTableProps {
  readonly list: ListName
  readonly rows: readonly ListRow[]
  /** Looks at one device; not offered where it is looked at already. */
  readonly onDevice?: (imei: string) => void
}

/** Codes in one line, to be compared digit by digit; numbers to the right. */
export function ListTable({ list, rows, onDevice }: ListTableProps) {
  const { t } = useTranslation()
  const columns = listColumns[list]
  return (
    <DataTable
      panel={{ minWidth: columns.length * 120 }}
      spacing={3}
      tabularNums
      marks={{ 'data-testid': 'list-table', 'data-list': list }}
      rows={rows}
      keyOf={(row) => row.id}
      marksOf={() => ({ 'data-testid': 'list-row' })}
      columns={columns.map((column, index) => ({
        name: column.name,
        title: t(keyWith(`lists.columns.${column.name}`)),
        cell: (row: ListRow) => <Cell column={column} value={row.values[index] ?? null} onDevice={onDevice} />,
        isNumber: column.kind === 'number',
        ...(column.kind === 'text'
          ? { look: { style: { minWidth: '9rem', overflowWrap: 'anywhere' } } as const }
          : { wrap: 'never' as const }),
      }))}
    />
  )
}

interface CellProps {
  readonly column: Column
  readonly value: ListValue
  readonly onDevice: ((imei: string) => void) | undefined
}

function Cell({ column, value, onDevice }: CellProps) {
  const { t, i18n } = useTranslation()
  const text = cellText(t, i18n.language, column.kind, value)
  if (column.name !== 'imei' || typeof value !== 'string' || onDevice === undefined) return text
  return (
    <Button variant="subtle" px="xs" onClick={() => onDevice(value)} aria-label={t('lists.details', { imei: value })}>
      {text}
    </Button>
  )
}
