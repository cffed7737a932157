import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from './api.ts'
import { useNow } from './components/use-now.ts'
import styles from './sign-out-countdown.module.css'

/** The last half minute before the automatic sign-out, with a button to stay. Its place is always free. */
export function SignOutCountdown({ signOutAt }: { readonly signOutAt: number }): JSX.Element | null {
  const { t } = useTranslation()
  const seconds = Math.ceil((signOutAt - useNow(500, true)) / 1000)
  if (seconds > 30) return null
  return (
    <div className={styles['countdown']} role="timer" data-testid="sign-out-countdown">
      <span>{t('frame.signsOutIn', { seconds: Math.max(0, seconds) })}</span>
      <button type="button" className={styles['stay']} onClick={() => void call('session.stay', {})}>
        {t('frame.stay')}
      </button>
    </div>
  )
}
