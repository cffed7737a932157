import { type JSX, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState } from '../shared/state.ts'
import { call } from './api.ts'
import { Dialog } from './components/dialog.tsx'
import { SupervisorForm } from './components/supervisor-form.tsx'
import styles from './leave-panel.module.css'
import { shownAt, useShown } from './state.ts'
import { stationNow } from './station-time.ts'

/** Out of station mode with a supervisor: by badge, which the main process waits for while this is open, or typed. */
export function LeavePanel({ app, onClose }: { readonly app: AppState; readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation()
  const [to, setTo] = useState<'window' | 'quit'>('window')
  const [openedAt] = useState(stationNow)
  const shown = useShown()
  const isSettingUp = app.phase === 'choose' || app.phase === 'administrator'

  useEffect(() => {
    void call('screen.askToLeave', { to })
    return () => void call('screen.askToLeave', { to: null })
  }, [to])
  // Left by badge.
  const { isLocked } = app.screen
  useEffect(() => {
    if (!isLocked) onClose()
  }, [isLocked, onClose])

  // The answer to a badge lies behind this dialog in the banner; it is said here as well.
  const badge = shown?.kind === 'verdict' && shownAt(shown) > openedAt ? shown.verdict : null
  return (
    <Dialog title={t('leave.title')} onClose={onClose} testId="leave-panel">
      <SupervisorForm
        testId="leave"
        submit={t('leave.submit')}
        isFree={isSettingUp}
        notice={badge}
        onSubmit={async (identifier, password) => {
          const answer = await call('screen.leave', { to, identifier, password })
          return answer.ok ? null : answer
        }}
      >
        <fieldset className={styles['ways']}>
          <legend className={styles['what']}>{t('leave.what')}</legend>
          {(['window', 'quit'] as const).map((way) => (
            <label key={way} className={styles['way']}>
              <input
                type="radio"
                name="to"
                checked={to === way}
                onChange={() => setTo(way)}
                data-testid={`leave-to-${way}`}
              />
              {t(way === 'window' ? 'leave.toWindow' : 'leave.toQuit')}
            </label>
          ))}
        </fieldset>
        <p>{t(isSettingUp ? 'leave.settingUp' : 'leave.hint')}</p>
      </SupervisorForm>
    </Dialog>
  )
}
