import { type FormEvent, type JSX, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import { ActionButton } from '../../components/action-button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Keypad } from '../../components/keypad.tsx'
import { NoticeLine } from '../../components/notice-line.tsx'
import { noticeOf, type SaidNotice } from '../../notices.ts'
import styles from './panel.module.css'

/** A supervisor's number and password instead of the badge: for one act; the operator stays signed in. */
export function SupervisorPanel({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [identifier, setIdentifier] = useState('')
  const [password, setPassword] = useState('')
  const [reason, setReason] = useState('')
  const [isKeypadOpen, setKeypadOpen] = useState(false)
  const [isSending, setSending] = useState(false)
  const [wasSent, setSent] = useState(false)
  const [failed, setFailed] = useState<SaidNotice | null>(null)

  const missing = (value: string) => (wasSent && value.trim() === '' ? t('common.required') : undefined)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setSent(true)
    if (isSending || identifier.trim() === '' || password === '' || reason.trim() === '') return
    setSending(true)
    const answer = await call('production.supervise', { identifier, password, reason })
    setSending(false)
    if (answer.ok) return onClose()
    setPassword('')
    setFailed(noticeOf(answer.error))
  }
  return (
    <Dialog title={t('supervisor.title')} onClose={onClose} testId="supervisor-panel">
      <form ref={form} className={styles['panel']} onSubmit={(event) => void submit(event)}>
        <p>{t('supervisor.hint')}</p>
        <div className={styles['fields']}>
          <Field
            label={t('supervisor.identifier')}
            name="identifier"
            value={identifier}
            onValue={setIdentifier}
            error={missing(identifier)}
            testId="supervisor-identifier"
            maxLength={200}
            autoFocus
          />
          <Field
            label={t('supervisor.password')}
            name="password"
            value={password}
            onValue={setPassword}
            error={missing(password)}
            testId="supervisor-password"
            secret
          />
          <Field
            label={t('supervisor.reason')}
            name="reason"
            value={reason}
            onValue={setReason}
            error={missing(reason)}
            testId="supervisor-reason"
            maxLength={200}
          />
        </div>
        {failed !== null && <NoticeLine notice={failed} testId="supervisor-failure" />}
        <div className={styles['buttons']}>
          <ActionButton
            icon="keyboard"
            label={t(isKeypadOpen ? 'signIn.noKeypad' : 'signIn.keypad')}
            onAct={() => setKeypadOpen(!isKeypadOpen)}
          />
          <button type="submit" className={styles['submit']} data-testid="supervisor-submit" aria-disabled={isSending}>
            {t('supervisor.submit')}
          </button>
        </div>
        {isKeypadOpen && <Keypad form={form} />}
      </form>
    </Dialog>
  )
}
