import { type FormEvent, type JSX, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../shared/result.ts'
import { noticeOf, type SaidNotice } from '../notices.ts'
import { ActionButton } from './action-button.tsx'
import { Field } from './field.tsx'
import { Keypad } from './keypad.tsx'
import { NoticeLine } from './notice-line.tsx'
import styles from './supervisor-form.module.css'

interface SupervisorFormProps {
  /** Begins the names that tests find its parts by. */
  readonly testId: string
  readonly submit: string
  /** Nobody could say yes yet: no number and password are asked for. */
  readonly isFree?: boolean
  /** What the act needs beside the person, e.g. a reason; told whether it was tried to send without. */
  readonly more?: (wasSent: boolean) => ReactNode
  readonly isComplete?: boolean
  /** Said while nothing of its own has failed. */
  readonly notice?: SaidNotice | null
  readonly children: ReactNode
  /** @returns null when it was done */
  readonly onSubmit: (identifier: string, password: string) => Promise<Failure | null>
}

/** A supervisor's number and password instead of the badge, for one act; with gloves by the keys on screen. */
export function SupervisorForm(props: SupervisorFormProps): JSX.Element {
  const { testId, isFree = false, isComplete = true } = props
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [identifier, setIdentifier] = useState('')
  const [password, setPassword] = useState('')
  const [isKeypadOpen, setKeypadOpen] = useState(false)
  const [isSending, setSending] = useState(false)
  const [wasSent, setSent] = useState(false)
  const [failed, setFailed] = useState<SaidNotice | null>(null)

  const missing = (value: string) => (wasSent && value.trim() === '' ? t('common.required') : undefined)
  const isReady = isComplete && (isFree || (identifier.trim() !== '' && password !== ''))
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setSent(true)
    if (isSending || !isReady) return
    setSending(true)
    const failure = await props.onSubmit(identifier, password)
    setSending(false)
    if (failure === null) return
    setPassword('')
    setFailed(noticeOf(failure.error))
  }
  const notice = failed ?? props.notice ?? null
  return (
    <form ref={form} className={styles['panel']} onSubmit={(event) => void send(event)}>
      {props.children}
      {!isFree && (
        <div className={styles['fields']}>
          <Field
            label={t('supervisor.identifier')}
            name="identifier"
            value={identifier}
            onValue={setIdentifier}
            error={missing(identifier)}
            testId={`${testId}-identifier`}
            maxLength={200}
            autoFocus
          />
          <Field
            label={t('supervisor.password')}
            name="password"
            value={password}
            onValue={setPassword}
            error={missing(password)}
            testId={`${testId}-password`}
            secret
          />
          {props.more?.(wasSent)}
        </div>
      )}
      {notice !== null && <NoticeLine notice={notice} testId={`${testId}-failure`} />}
      <div className={styles['buttons']}>
        {!isFree && (
          <ActionButton
            icon="keyboard"
            label={t(isKeypadOpen ? 'signIn.noKeypad' : 'signIn.keypad')}
            onAct={() => setKeypadOpen(!isKeypadOpen)}
          />
        )}
        <button type="submit" className={styles['submit']} data-testid={`${testId}-submit`} aria-disabled={isSending}>
          {props.submit}
        </button>
      </div>
      {isKeypadOpen && <Keypad form={form} />}
    </form>
  )
}
