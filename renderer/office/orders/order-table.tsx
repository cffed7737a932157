import { Button, Group, Menu, Paper, Progress, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OrderRow } from '../../../shared/contract/orders.ts'
import type { OfficeStatus } from '../../../shared/domain/order-status.ts'
import { orderPriorities } from '../../../shared/schemas/stored-words.ts'
import { ActionsHead } from '../actions-head.tsx'
import { StatusMark } from '../status-mark.tsx'
import { statusRole, stepsFrom } from './order-words.ts'

interface OrderTableProps {
  readonly rows: readonly OrderRow[]
  /** The order whose traveller is being made. */
  readonly printing: string | null
  readonly onPrint: (row: OrderRow) => void
  readonly onStep: (row: OrderRow, step: OfficeStatus) => void
}

export function OrderTable({ rows, printing, onPrint, onStep }: OrderTableProps) {
  const { t } = useTranslation()
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={1120}>
        <Table verticalSpacing="sm" tabularNums data-testid="orders-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('office.orders.columns.number')}</Table.Th>
              <Table.Th>{t('office.orders.columns.product')}</Table.Th>
              <Table.Th>{t('office.orders.columns.line')}</Table.Th>
              <Table.Th>{t('office.orders.columns.status')}</Table.Th>
              <Table.Th>{t('office.orders.columns.priority')}</Table.Th>
              <Table.Th w={160}>{t('office.orders.columns.produced')}</Table.Th>
              <Table.Th ta="right">{t('office.orders.columns.approved')}</Table.Th>
              <Table.Th ta="right">{t('office.orders.columns.rejected')}</Table.Th>
              <ActionsHead />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <OrderTableRow
                key={row.order_number}
                row={row}
                printing={printing === row.order_number}
                onPrint={onPrint}
                onStep={onStep}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  )
}

interface OrderTableRowProps extends Pick<OrderTableProps, 'onPrint' | 'onStep'> {
  readonly row: OrderRow
  readonly printing: boolean
}

function OrderTableRow({ row, printing, onPrint, onStep }: OrderTableRowProps) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' })
  const steps = stepsFrom(row.status)
  // Another program may write a priority that has no word here: shown as it stands.
  const priority = orderPriorities.find((known) => known === row.priority)
  return (
    <Table.Tr data-testid={`order-row-${row.order_number}`}>
      <Table.Td>
        <Text fw={700} style={{ whiteSpace: 'nowrap' }}>
          {row.order_number}
        </Text>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {day.format(row.created_at)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text lineClamp={2}>{row.product_name}</Text>
        <Text size="sm" c="dimmed" lineClamp={2}>
          {[row.nro_referencia, row.brand, t('office.orders.batchesOf', { batches: row.batches })]
            .filter((part) => part !== '')
            .join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td>{row.production_line ?? '–'}</Table.Td>
      <Table.Td data-testid={`order-status-of-${row.order_number}`} data-status={row.status}>
        <StatusMark role={statusRole(row.status)} text={t(`orderStatus.${row.status}`)} />
      </Table.Td>
      <Table.Td>{priority === undefined ? row.priority : t(`priority.${priority}`)}</Table.Td>
      <Table.Td>
        <Text>
          {number.format(row.produced)} / {number.format(row.quantity)}
        </Text>
        <Progress
          value={row.quantity === 0 ? 0 : (100 * row.produced) / row.quantity}
          mt={4}
          aria-label={t('office.orders.columns.produced')}
        />
      </Table.Td>
      <Table.Td ta="right">{number.format(row.approved)}</Table.Td>
      <Table.Td ta="right">{number.format(row.rejected)}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap" justify="flex-end">
          {steps.length > 0 && (
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
          )}
          <Button
            variant="default"
            px="sm"
            loading={printing}
            onClick={() => onPrint(row)}
            data-testid={`order-traveller-${row.order_number}`}
            aria-label={t('office.orders.travellerOf', { order: row.order_number })}
          >
            {t('office.orders.traveller')}
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
