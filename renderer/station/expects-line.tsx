import { type JSX, memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/icon.tsx'
import { keyWith } from '../i18n/text-key.ts'
import styles from './expects-line.module.css'

interface ExpectsLineProps {
  readonly expects: string
  /** What a station shows beside it, e.g. what waits for its partner. */
  readonly children?: ReactNode
}

/** One sentence: what the next scan should be. */
export const ExpectsLine = memo(function ExpectsLine({ expects, children }: ExpectsLineProps): JSX.Element {
  const { t } = useTranslation()
  return (
    <div className={styles['line']}>
      <Icon name="barcode" className={styles['icon']} />
      <p className={styles['sentence']} data-testid="expects" data-expects={expects}>
        {t(keyWith(`expects.${expects}`))}
      </p>
      {children}
    </div>
  )
})
