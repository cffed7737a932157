import { Button, Paper, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../shared/contract/lists.ts'
import { type Column, type ListName, listColumns } from '../../../shared/lists.ts'
import { cellText } from './cell-text.ts'

interface ListTableProps {
  readonly list: ListName
  readonly rows: readonly ListRow[]
  /** Looks at one device; not offered where it is looked at already. */
  readonly onDevice?: (imei: string) => void
}

/** Codes in one line, to be compared digit by digit; numbers to the right. */
export function ListTable({ list, rows, onDevice }: ListTableProps) {
  const { t, i18n } = useTranslation()
  const columns = listColumns[list]
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={columns.length * 120}>
        <Table verticalSpacing={3} tabularNums data-testid="list-table" data-list={list}>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column.name} ta={alignment(column)}>
                  {t(`lists.columns.${column.name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id} data-testid="list-row">
                {columns.map((column, index) => {
                  const value = row.values[index] ?? null
                  const text = cellText(t, i18n.language, column.kind, value)
                  const isLink = column.name === 'imei' && typeof value === 'string' && onDevice !== undefined
                  return (
                    <Table.Td
                      key={column.name}
                      ta={alignment(column)}
                      style={
                        column.kind === 'text'
                          ? { minWidth: '9rem', overflowWrap: 'anywhere' }
                          : { whiteSpace: 'nowrap' }
                      }
                    >
                      {isLink ? (
                        <Button
                          variant="subtle"
                          px="xs"
                          onClick={() => onDevice(value)}
                          aria-label={t('lists.details', { imei: value })}
                        >
                          {text}
                        </Button>
                      ) : (
                        text
                      )}
                    </Table.Td>
                  )
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  )
}

function alignment({ kind }: Column): 'right' | 'left' {
  return kind === 'number' ? 'right' : 'left'
}
