import { Button, Group, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../shared/assert-never.ts'
import type { OrderRow } from '../../../shared/contract/orders.ts'
import type { OfficeStatus } from '../../../shared/domain/order-status.ts'
import type { PlantLine } from '../../../shared/workplace.ts'
import { call } from '../../api.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { EmptyNotice } from '../empty-notice.tsx'
import { FailureNotice } from '../failure-notice.tsx'
import { LoadView } from '../load-view.tsx'
import { type Outcome, OutcomeNotice } from '../outcome-notice.tsx'
import { OrderForm } from './order-form.tsx'
import { OrderTable } from './order-table.tsx'
import { useOrderPages } from './use-order-pages.ts'

interface OrdersTabProps {
  /** Shown, and the database is there. */
  readonly wanted: boolean
  /** The line of this workstation: what a new order starts with. */
  readonly line: PlantLine
  readonly onUnsaved: (unsaved: boolean) => void
}

export function OrdersTab({ wanted, line, onUnsaved }: OrdersTabProps) {
  const { t } = useTranslation()
  const pages = useOrderPages(wanted)
  const [making, setMaking] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [printing, setPrinting] = useState<string | null>(null)
  const [cancelling, setCancelling] = useState<OrderRow | null>(null)

  async function printTraveller(row: OrderRow) {
    setOutcome(null)
    setPrinting(row.order_number)
    const params = { order: row.order_number }
    const answer = await call('orders.printTraveller', { order_number: row.order_number })
    setPrinting(null)
    setOutcome(
      answer.ok
        ? { done: true, key: 'office.orders.travellerDone', params, file: answer.value.file }
        : { done: false, key: 'office.orders.travellerFailed', params, failure: answer.error },
    )
  }

  async function setStatus(row: OrderRow, status: OfficeStatus) {
    setOutcome(null)
    const params = { order: row.order_number }
    const answer = await call('orders.setStatus', { order_number: row.order_number, status })
    if (answer.ok) {
      pages.showStatus(row.order_number, status)
      setOutcome({ done: true, key: `office.orders.stepDone.${status}`, params })
    } else {
      setOutcome({ done: false, key: 'office.orders.stepFailed', params, failure: answer.error })
      // Somebody else was quicker: the list shows how the order stands now.
      if (answer.error.code === 'stale' || answer.error.code === 'not-found') void pages.reload()
    }
  }

  function step(row: OrderRow, status: OfficeStatus) {
    switch (status) {
      case 'cancelled':
        setCancelling(row)
        return
      case 'in_progress':
      case 'paused':
      case 'on_hold':
        void setStatus(row, status)
        return
      default:
        assertNever(status)
    }
  }

  function finishForm(made: Outcome | null) {
    setMaking(false)
    onUnsaved(false)
    setOutcome(made)
    if (made !== null) void pages.reload()
  }

  if (making) return <OrderForm line={line} onUnsaved={onUnsaved} onDone={finishForm} />

  const newOrder = (
    <Button
      data-testid="order-new"
      onClick={() => {
        setOutcome(null)
        setMaking(true)
      }}
    >
      {t('office.orders.new')}
    </Button>
  )
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2}>{t('office.orders.title')}</Title>
        <Group>
          <Button variant="default" loading={pages.busy} onClick={() => void pages.reload()}>
            {t('office.refresh')}
          </Button>
          {newOrder}
        </Group>
      </Group>
      <OutcomeNotice outcome={outcome} onClose={() => setOutcome(null)} />
      <LoadView load={pages} failed={t('office.orders.listFailed')}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyNotice title={t('office.orders.empty')} hint={t('office.orders.emptyHint')} />
          ) : (
            <Stack>
              <OrderTable rows={rows} printing={printing} onPrint={(row) => void printTraveller(row)} onStep={step} />
              {pages.moreFailed !== null && (
                <FailureNotice title={t('office.orders.moreFailed')} failure={pages.moreFailed} />
              )}
              {pages.more && (
                <Button
                  variant="default"
                  loading={pages.busy}
                  onClick={() => void pages.loadMore()}
                  data-testid="orders-more"
                >
                  {t('office.orders.more')}
                </Button>
              )}
            </Stack>
          )
        }
      </LoadView>
      {cancelling !== null && (
        <ConfirmDialog
          title={t('office.orders.cancelTitle', { order: cancelling.order_number })}
          text={t('office.orders.cancelText', { produced: cancelling.produced, quantity: cancelling.quantity })}
          confirm={t('office.orders.cancelYes')}
          testId="order-cancel"
          destructive
          onCancel={() => setCancelling(null)}
          onConfirm={() => {
            setCancelling(null)
            void setStatus(cancelling, 'cancelled')
          }}
        />
      )}
    </Stack>
  )
}
