import { type JSX, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderChoice } from '../../../shared/contract/production.ts'
import type { ProductionJob } from '../../../shared/domain/production-job.ts'
import { ActionButton } from '../../components/action-button.tsx'
import { runCommand } from '../../run-command.ts'
import styles from './order-card.module.css'

/** So many batches fit without scrolling; the others come with one touch. */
const firstBatches = 6

/** One order with its batches as touch targets, the unfinished ones first. */
export function OrderCard({ order, job }: { readonly order: OrderChoice; readonly job: ProductionJob }): JSX.Element {
  const { t } = useTranslation()
  const [areAllShown, setAllShown] = useState(false)
  const done = (batch: OrderChoice['batches'][number]) => (job === 'verify' ? batch.verified : batch.produced)
  const isFull = (batch: OrderChoice['batches'][number]) => done(batch) >= batch.quantity
  const sorted = [...order.batches].sort((a, b) => Number(isFull(a)) - Number(isFull(b)) || a.lote - b.lote)
  const batches = areAllShown ? sorted : sorted.slice(0, firstBatches)
  const urgent = (['high', 'critical'] as const).find((priority) => priority === order.priority)
  return (
    <article
      className={urgent !== undefined ? styles['urgent'] : styles['card']}
      data-testid={`order-${order.order_number}`}
    >
      <div className={styles['about']}>
        <h2 className={styles['number']}>{order.order_number}</h2>
        <p className={styles['product']}>
          {order.product_name} · {order.nro_referencia}
        </p>
        <p>
          {t(`orderStatus.${order.status}`)} · <b>{order.produced}</b> {t('production.of', { total: order.quantity })}
        </p>
        {urgent !== undefined && (
          <p className={styles['priority']}>
            {t('production.priorityIs', { priority: t(`priority.${urgent}`).toLowerCase() })}
          </p>
        )}
      </div>
      <div className={styles['batches']}>
        {batches.map((batch) => (
          <button
            key={batch.lote}
            type="button"
            className={isFull(batch) ? styles['fullBatch'] : styles['batch']}
            data-testid={`order-${order.order_number}-batch-${batch.lote}`}
            onClick={() =>
              void runCommand('production.openOrder', { order_number: order.order_number, lote: batch.lote })
            }
          >
            <b className={styles['lote']}>{t('production.batch', { lote: batch.lote })}</b>
            <span className={styles['count']}>
              {isFull(batch)
                ? t('production.batchFull')
                : `${done(batch)} ${t('production.of', { total: batch.quantity })}`}
            </span>
          </button>
        ))}
        {sorted.length > batches.length && (
          <ActionButton
            label={t('production.moreBatches', { count: sorted.length })}
            onAct={() => setAllShown(true)}
            testId={`order-${order.order_number}-all`}
          />
        )}
      </div>
    </article>
  )
}
