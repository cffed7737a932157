import { Button, Group, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderRow } from '../../../shared/contract/orders.ts'
import type { OfficeStatus } from '../../../shared/domain/order-status.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { EmptyNotice } from '../empty-notice.tsx'
import { FailureNotice } from '../failure-notice.tsx'
import { LoadView } from '../load-view.tsx'
import { OutcomeNotice } from '../outcome-notice.tsx'
import type { Acts } from '../use-acts.ts'
import { printTraveller, setStatus } from './order-acts.ts'
import { OrderTable } from './order-table.tsx'
import type { OrderPages } from './use-order-pages.ts'

interface OrderListProps {
  readonly pages: OrderPages
  readonly acts: Acts
  readonly onNew: () => void
}

/** The orders of the plant, newest first, with their travellers and the steps that the office may take. */
export function OrderList({ pages, acts, onNew }: OrderListProps) {
  const { t } = useTranslation()
  const [cancelling, setCancelling] = useState<OrderRow | null>(null)

  async function take(row: OrderRow, status: OfficeStatus) {
    acts.say(null)
    acts.say(await setStatus(pages, row, status))
  }

  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2}>{t('office.orders.title')}</Title>
        <Group>
          <Button variant="default" loading={pages.busy} onClick={() => void pages.reload()}>
            {t('office.refresh')}
          </Button>
          <Button data-testid="order-new" onClick={onNew}>
            {t('office.orders.new')}
          </Button>
        </Group>
      </Group>
      <OutcomeNotice outcome={acts.outcome} onClose={() => acts.say(null)} />
      <LoadView load={pages} failed={t('office.orders.listFailed')}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyNotice title={t('office.orders.empty')} hint={t('office.orders.emptyHint')} />
          ) : (
            <Stack>
              <OrderTable
                rows={rows}
                printing={acts.busy}
                onPrint={(row) => void acts.act(row.order_number, () => printTraveller(row))}
                onStep={(row, status) => (status === 'cancelled' ? setCancelling(row) : void take(row, status))}
              />
              <MoreOrders pages={pages} />
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
            void take(cancelling, 'cancelled')
          }}
        />
      )}
    </Stack>
  )
}

function MoreOrders({ pages }: { readonly pages: OrderPages }) {
  const { t } = useTranslation()
  return (
    <>
      {pages.moreFailed !== null && <FailureNotice title={t('office.orders.moreFailed')} failure={pages.moreFailed} />}
      {pages.more && (
        <Button variant="default" loading={pages.busy} onClick={() => void pages.loadMore()} data-testid="orders-more">
          {t('office.orders.more')}
        </Button>
      )}
    </>
  )
}
