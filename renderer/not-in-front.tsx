import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './not-in-front.module.css'
import { useApp } from './state.ts'

/**
 * The red frame: a keyboard scanner would write into another window now. Each dialog carries one of its own, because
 * it lies above everything of the page.
 */
export function NotInFront(): JSX.Element | null {
  const { t } = useTranslation()
  const app = useApp()
  if (app === null || app.screen.isInFront || !app.keyboardScannerNeedsFront) return null
  return (
    <div className={styles['behind']} role="alert" data-testid="not-in-front">
      <p>{t('frame.notInFront')}</p>
    </div>
  )
}
