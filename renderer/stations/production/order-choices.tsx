import { type JSX, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderChoice } from '../../../shared/contract/production.ts'
import type { ProductionJob } from '../../../shared/domain/production-job.ts'
import type { AppState } from '../../../shared/state.ts'
import { call } from '../../api.ts'
import { ActionButton } from '../../components/action-button.tsx'
import { NoticeLine } from '../../components/notice-line.tsx'
import { noticeOf, type SaidNotice } from '../../notices.ts'
import { OrderCard } from './order-card.tsx'
import styles from './order-choices.module.css'

/** The office makes orders elsewhere, and the page is not told: while the list is open it asks again, ms. */
const askEvery = 15_000

interface OrderChoicesProps {
  readonly app: AppState
  readonly job: ProductionJob
}

/** The line's orders, most urgent first; a touch on a batch opens it, as scanning its traveller does. */
export function OrderChoices({ app, job }: OrderChoicesProps): JSX.Element {
  const { t } = useTranslation()
  const [orders, setOrders] = useState<readonly OrderChoice[] | null>(null)
  const [failed, setFailed] = useState<SaidNotice | null>(null)
  const isConnected = app.database.state === 'connected'

  const ask = useCallback(async () => {
    const answer = await call('production.listOrders', {})
    if (answer.ok) setOrders(answer.value.orders)
    setFailed(answer.ok ? null : noticeOf(answer.error))
  }, [])
  useEffect(() => {
    if (!isConnected) return
    void ask()
    const timer = setInterval(() => void ask(), askEvery)
    return () => clearInterval(timer)
  }, [ask, isConnected])

  if (!isConnected) return <p className={styles['hint']}>{t('production.waitingDatabase')}</p>
  if (failed !== null) {
    return (
      <div className={styles['hint']}>
        <NoticeLine notice={failed} />
        <ActionButton icon="repeat" label={t('production.refresh')} onAct={() => void ask()} />
      </div>
    )
  }
  if (orders === null) return <p className={styles['hint']}>{t('common.loading')}</p>
  if (orders.length === 0) {
    return (
      <div className={styles['hint']}>
        <p>{t('production.noOrders', { linea: app.workstation.linea ?? '–' })}</p>
        <ActionButton icon="repeat" label={t('production.refresh')} testId="refresh" onAct={() => void ask()} />
      </div>
    )
  }
  return (
    <ul className={styles['list']} data-testid="orders">
      {orders.map((order) => (
        <li key={order.order_number}>
          <OrderCard order={order} job={job} />
        </li>
      ))}
    </ul>
  )
}
