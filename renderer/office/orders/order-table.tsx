import { Button, Group, Menu, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OrderRow } from '../../../shared/contract/orders.ts'
import type { OfficeStatus } from '../../../shared/domain/order-status.ts'
import { orderPriorities } from '../../../shared/schemas/stored-words.ts'
import { DataTable, type TableColumn } from '../data-table.tsx'
import { StatusMark } from '../status-mark.tsx'
import { statusRole, stepsFrom } from './order-words.ts'

type ColumnName = 'number' | 'product' | 'line' | 'status' | 'priority' | 'produced' | 'approved' | 'rejected'

interface OrderTableProps {
  readonly rows: readonly OrderRow[]
  /** The order whose traveller is being made. */
  readonly printing: string | null
  readonly onPrint: (row: OrderRow) => void
  readonly onStep: (row: OrderRow, step: OfficeStatus) => void
}

export function OrderTable({ rows, printing, onPrint, onStep }: OrderTableProps) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  const column = (name: ColumnName, cell: TableColumn<OrderRow>['cell']): TableColumn<OrderRow> => ({
    name,
    title: t(`office.orders.columns.${name}`),
    cell,
  })
  // Another program may write a priority that has no word here: shown as it stands.
  const known = (priority: string) => orderPriorities.find((word) => word === priority)
  return (
    <DataTable
      panel={{ minWidth: 1120 }}
      tabularNums
      marks={{ 'data-testid': 'orders-table' }}
      rows={rows}
      keyOf={(row) => row.order_number}
      marksOf={(row) => ({ 'data-testid': `order-row-${row.order_number}` })}
      columns={[
        column('number', (row) => <NumberCell row={row} />),
        column('product', (row) => <ProductCell row={row} />),
        column('line', (row) => row.production_line ?? '–'),
        {
          ...column('status', (row) => (
            <StatusMark role={statusRole(row.status)} text={t(`orderStatus.${row.status}`)} />
          )),
          look: (row) => ({ 'data-testid': `order-status-of-${row.order_number}`, 'data-status': row.status }),
        },
        column('priority', ({ priority }) => {
          const word = known(priority)
          return word === undefined ? priority : t(`priority.${word}`)
        }),
        { ...column('produced', (row) => <ProducedCell row={row} />), width: 160 },
        { ...column('approved', (row) => number.format(row.approved)), isNumber: true },
        { ...column('rejected', (row) => number.format(row.rejected)), isNumber: true },
        {
          name: 'acts',
          title: null,
          cell: (row) => (
            <Group gap="xs" wrap="nowrap" justify="flex-end">
              <StepMenu row={row} onStep={onStep} />
              <Button
                variant="default"
                px="sm"
                loading={printing === row.order_number}
                onClick={() => onPrint(row)}
                data-testid={`order-traveller-${row.order_number}`}
                aria-label={t('office.orders.travellerOf', { order: row.order_number })}
              >
                {t('office.orders.traveller')}
              </Button>
            </Group>
          ),
        },
      ]}
    />
  )
}

interface CellProps {
  readonly row: OrderRow
}

function NumberCell({ row }: CellProps) {
  const { i18n } = useTranslation()
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' })
  return (
    <>
      <Text fw={700} style={{ whiteSpace: 'nowrap' }}>
        {row.order_number}
      </Text>
      <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {day.format(row.created_at)}
      </Text>
    </>
  )
}

function ProductCell({ row }: CellProps) {
  const { t } = useTranslation()
  const parts = [row.nro_referencia, row.brand, t('office.orders.batchesOf', { batches: row.batches })]
  return (
    <>
      <Text lineClamp={2}>{row.product_name}</Text>
      <Text size="sm" c="dimmed" lineClamp={2}>
        {parts.filter((part) => part !== '').join(' · ')}
      </Text>
    </>
  )
}

function ProducedCell({ row }: CellProps) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <>
      <Text>
        {number.format(row.produced)} / {number.format(row.quantity)}
      </Text>
      <Progress
        value={row.quantity === 0 ? 0 : (100 * row.produced) / row.quantity}
        mt={4}
        aria-label={t('office.orders.columns.produced')}
      />
    </>
  )
}

/** The steps that the office may take from where the order stands. */
function StepMenu({ row, onStep }: CellProps & Pick<OrderTableProps, 'onStep'>) {
  const { t } = useTranslation()
  const steps = stepsFrom(row.status)
  if (steps.length === 0) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          px="sm"
          data-testid={`order-status-${row.order_number}`}
          aria-label={t('office.orders.changeStatusOf', { order: row.order_number })}
        >
          {t('office.orders.changeStatus')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {steps.map((step) => (
          <Menu.Item
            key={step}
            onClick={() => onStep(row, step)}
            data-testid={`order-step-${step}-${row.order_number}`}
            {...(step === 'cancelled' && { color: 'red' })}
          >
            {t(
              step === 'in_progress' && row.status === 'paused'
                ? 'office.orders.steps.resume'
                : `office.orders.steps.${step}`,
            )}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
