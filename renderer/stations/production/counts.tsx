import { type JSX, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProductionJob } from '../../../shared/domain/production-job.ts'
import type { OpenBatch, OpenOrder } from '../../../shared/domain/production-work.ts'
import type { Pace } from '../../../shared/station/pace.ts'
import styles from './counts.module.css'

interface CountsProps {
  readonly job: ProductionJob
  readonly order: OpenOrder
  readonly batch: OpenBatch
  readonly pace: Pace
}

/** Done and left of the batch in digits for a distance, the order and the pace below. */
export const Counts = memo(function Counts({ job, order, batch, pace }: CountsProps): JSX.Element {
  const { t } = useTranslation()
  const done = job === 'verify' ? batch.verified : batch.produced
  return (
    <section className={styles['counts']}>
      <header className={styles['title']}>
        <b className={styles['number']} data-testid="order-number">
          {order.order_number}
        </b>
        <b data-testid="batch-number">{t('production.batch', { lote: batch.lote })}</b>
        <span className={styles['product']}>
          {order.product_name} · {order.nro_referencia}
        </span>
      </header>
      <div className={styles['batch']}>
        <p className={styles['figure']}>
          <b className={styles['huge']} data-testid={job === 'verify' ? 'batch-verified' : 'batch-produced'}>
            {done}
          </b>
          <span>
            {t(job === 'verify' ? 'production.verified' : 'production.produced')}{' '}
            {t('production.of', { total: batch.quantity })}
          </span>
        </p>
        <p className={styles['figure']}>
          <b className={styles['huge']} data-testid="batch-remaining">
            {Math.max(0, batch.quantity - done)}
          </b>
          <span>{t('production.remaining')}</span>
        </p>
      </div>
      <Bar done={done} total={batch.quantity} />
      <div className={styles['below']}>
        <p className={styles['small']}>
          {t('production.order')} <b data-testid="order-produced">{order.produced}</b>{' '}
          {t('production.of', { total: order.quantity })}
          {job === 'verify' && (
            <>
              {' · '}
              {t('production.produced')} <b data-testid="batch-produced">{batch.produced}</b>
            </>
          )}
        </p>
        <p className={styles['small']} data-testid="pace">
          {t('production.thisHour')} <b>{pace.thisHour}</b> · {t('production.perHour')} <b>{pace.perHour}</b>
        </p>
      </div>
      <Bar done={order.produced} total={order.quantity} />
    </section>
  )
})

function Bar({ done, total }: { readonly done: number; readonly total: number }): JSX.Element {
  const percent = total <= 0 ? 0 : Math.min(100, (100 * done) / total)
  return (
    <div className={styles['bar']}>
      <div className={percent >= 100 ? styles['full'] : styles['filled']} style={{ width: `${percent}%` }} />
    </div>
  )
}
