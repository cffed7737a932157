import { type JSX, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProductionWork } from '../../../shared/domain/production-work.ts'
import { Digits } from '../../components/digits.tsx'
import { useNow } from '../../components/use-now.ts'
import styles from './waiting-half.module.css'

interface WaitingHalfProps {
  readonly half: NonNullable<ProductionWork['half']>
}

/** The half that waits for its partner, with its time. */
export const WaitingHalf = memo(function WaitingHalf({ half }: WaitingHalfProps): JSX.Element {
  const { t } = useTranslation()
  const seconds = Math.max(0, Math.ceil((half.expiresAt - useNow(250, true)) / 1000))
  return (
    <div className={styles['half']} data-testid="half" data-kind={half.kind} data-code={half.code}>
      <span className={styles['code']}>
        {t(half.kind === 'imei' ? 'production.halfImei' : 'production.halfIccid')} <Digits value={half.code} />
      </span>
      <span className={seconds <= 5 ? styles['soon'] : styles['left']}>{t('production.halfLeft', { seconds })}</span>
    </div>
  )
})
