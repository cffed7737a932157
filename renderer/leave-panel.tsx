import { type FormEvent, type JSX, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState } from '../shared/state.ts'
import { call } from './api.ts'
import { ActionButton } from './components/action-button.tsx'
import { Dialog } from './components/dialog.tsx'
import { Field } from './components/field.tsx'
import { Keypad } from './components/keypad.tsx'
import { NoticeLine } from './components/notice-line.tsx'
import styles from './leave-panel.module.css'
import { noticeOf, type SaidNotice } from './notices.ts'
import { shownAt, useShown } from './state.ts'
import { stationNow } from './station-time.ts'

/** Out of station mode with a supervisor: by badge, which the main process waits for while this is open, or typed. */
export function LeavePanel({ app, onClose }: { readonly app: AppState; readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [to, setTo] = useState<'window' | 'quit'>('window')
  const [identifier, setIdentifier] = useState('')
  const [password, setPassword] = useState('')
  const [isKeypadOpen, setKeypadOpen] = useState(false)
  const [isSending, setSending] = useState(false)
  const [wasSent, setSent] = useState(false)
  const [failed, setFailed] = useState<SaidNotice | null>(null)
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

  const missing = (value: string) => (wasSent && value.trim() === '' ? t('common.required') : undefined)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setSent(true)
    if (isSending || (!isSettingUp && (identifier.trim() === '' || password === ''))) return
    setSending(true)
    const answer = await call('screen.leave', { to, identifier, password })
    setSending(false)
    if (answer.ok) return
    setPassword('')
    setFailed(noticeOf(answer.error))
  }
  // The answer to a badge lies behind this dialog in the banner; it is said here as well.
  const badge = shown?.kind === 'verdict' && shownAt(shown) > openedAt ? shown.verdict : null
  const notice = failed ?? badge
  return (
    <Dialog title={t('leave.title')} onClose={onClose} testId="leave-panel">
      <form ref={form} className={styles['panel']} onSubmit={(event) => void submit(event)}>
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
        {!isSettingUp && (
          <div className={styles['fields']}>
            <Field
              label={t('supervisor.identifier')}
              name="identifier"
              value={identifier}
              onValue={setIdentifier}
              error={missing(identifier)}
              testId="leave-identifier"
              maxLength={200}
              autoFocus
            />
            <Field
              label={t('supervisor.password')}
              name="password"
              value={password}
              onValue={setPassword}
              error={missing(password)}
              testId="leave-password"
              secret
            />
          </div>
        )}
        {notice !== null && <NoticeLine notice={notice} testId="leave-failure" />}
        <div className={styles['buttons']}>
          {!isSettingUp && (
            <ActionButton
              icon="keyboard"
              label={t(isKeypadOpen ? 'signIn.noKeypad' : 'signIn.keypad')}
              onAct={() => setKeypadOpen(!isKeypadOpen)}
            />
          )}
          <button type="submit" className={styles['submit']} data-testid="leave-submit" aria-disabled={isSending}>
            {t('leave.submit')}
          </button>
        </div>
        {isKeypadOpen && <Keypad form={form} />}
      </form>
    </Dialog>
  )
}
