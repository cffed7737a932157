import { Paper, Table, type TableTdProps, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** What tests and style sheets find a part by. */
type Marks = Readonly<Record<`data-${string}`, string | number | undefined>>

export interface TableColumn<Row> {
  readonly name: string
  /** Null: a column of buttons, whose head is only said to whoever does not see them. */
  readonly title: ReactNode
  readonly cell: (row: Row, index: number) => ReactNode
  /** Numbers stand to the right, under their title. */
  readonly isNumber?: boolean
  readonly width?: string | number
  /** Long words and paths are broken anywhere, codes never. */
  readonly wrap?: 'anywhere' | 'never'
  readonly look?: TableTdProps | ((row: Row) => TableTdProps & Marks)
}

interface DataTableProps<Row> {
  readonly columns: readonly TableColumn<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row, index: number) => string | number
  readonly marksOf?: (row: Row) => Marks
  /** On its own panel; narrower than so many pixels it scrolls sideways. */
  readonly panel?: true | { readonly minWidth: number }
  readonly spacing?: number | 'xs' | 'sm'
  /** Figures of one width, to be compared down a column. */
  readonly tabularNums?: boolean
  readonly marks?: Marks
}

/** A table of the office: a list of columns, each of which says its head and its cells in one place. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, keyOf, marksOf, panel, spacing = 'sm', tabularNums = false, marks } = props
  const table = (
    <Table verticalSpacing={spacing} tabularNums={tabularNums} {...marks}>
      {columns.some(({ title }) => title !== undefined) && <Heads columns={columns} />}
      <Table.Tbody>
        {rows.map((row, index) => (
          <Table.Tr key={keyOf(row, index)} {...marksOf?.(row)}>
            {columns.map((column) => (
              <Table.Td key={column.name} {...tdProps(column, row)}>
                {column.cell(row, index)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
  if (panel === undefined) return table
  return (
    <Paper withBorder>
      {panel === true ? table : <Table.ScrollContainer minWidth={panel.minWidth}>{table}</Table.ScrollContainer>}
    </Paper>
  )
}

function Heads<Row>({ columns }: { readonly columns: readonly TableColumn<Row>[] }) {
  const { t } = useTranslation()
  return (
    <Table.Thead>
      <Table.Tr>
        {columns.map(({ name, title, isNumber, width }) => (
          <Table.Th key={name} {...(isNumber && { ta: 'right' })} {...(width !== undefined && { w: width })}>
            {title === null ? <VisuallyHidden>{t('office.actions')}</VisuallyHidden> : title}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  )
}

const wraps = { anywhere: { overflowWrap: 'anywhere' }, never: { whiteSpace: 'nowrap' } } as const

function tdProps<Row>({ isNumber, wrap, look }: TableColumn<Row>, row: Row): TableTdProps {
  return {
    ...(isNumber && { ta: 'right' }),
    ...(wrap && { style: wraps[wrap] }),
    ...(typeof look === 'function' ? look(row) : look),
  }
}
