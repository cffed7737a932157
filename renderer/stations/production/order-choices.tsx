import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProductionJob } from '../../../shared/domain/production-job.ts'
import type { AppState } from '../../../shared/state.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { ActionButton } from '../../components/action-button.tsx'
import { NoticeLine } from '../../components/notice-line.tsx'
import { noticeOf } from '../../notices.ts'
import { OrderCard } from './order-card.tsx'
import styles from './order-choices.module.css'

/** The office makes orders elsewhere, and the page is not told: while the list is open it asks again, ms. */
const askEveryMs = 15_000

interface OrderChoicesProps {
  readonly app: AppState
  readonly job: ProductionJob
}

/** The line's orders, most urgent first; a touch on a batch opens it, as scanning its traveller does. */
export function OrderChoices({ app, job }: OrderChoicesProps): JSX.Element {
  const { t } = useTranslation()
  const isConnected = app.database.state === 'connected'
  const { loaded, reload } = useAnswer(
    'production.listOrders',
    {},
    { occasion: isConnected && 'open', everyMs: () => askEveryMs },
  )

  if (!isConnected) return <p className={styles['hint']}>{t('production.waitingDatabase')}</p>
  if (loaded.state === 'failed') {
    return (
      <div className={styles['hint']}>
        <NoticeLine notice={noticeOf(loaded.failure)} />
        <ActionButton icon="repeat" label={t('production.refresh')} onAct={() => void reload()} />
      </div>
    )
  }
  if (loaded.state === 'loading') return <p className={styles['hint']}>{t('common.loading')}</p>
  const { orders } = loaded.value
  if (orders.length === 0) {
    return (
      <div className={styles['hint']}>
        <p>{t('production.noOrders', { linea: app.workstation.linea ?? '–' })}</p>
        <ActionButton icon="repeat" label={t('production.refresh')} testId="refresh" onAct={() => void reload()} />
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
