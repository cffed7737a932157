import { type JSX, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { StationState } from '../../../shared/state.ts'
import { Digits } from '../../components/digits.tsx'
import { Icon } from '../../components/icon.tsx'
import { useNow } from '../../components/use-now.ts'
import styles from './expects-line.module.css'

interface ExpectsLineProps {
  readonly expects: StationState['expects']
  readonly half: StationState['half']
}

/** One sentence: what the next scan should be; beside it the half that waits, with its time. */
export const ExpectsLine = memo(function ExpectsLine({ expects, half }: ExpectsLineProps): JSX.Element {
  const { t } = useTranslation()
  return (
    <div className={styles['line']}>
      <Icon name="barcode" className={styles['icon']} />
      <p className={styles['sentence']} data-testid="expects" data-expects={expects}>
        {t(`expects.${expects}`)}
      </p>
      {half !== null && <WaitingHalf half={half} />}
    </div>
  )
})

function WaitingHalf({ half }: { readonly half: NonNullable<StationState['half']> }): JSX.Element {
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
}
