import { type FormEvent, type JSX, type ReactNode, useRef, useState } from 'react'
import type { Failure } from '../../shared/result.ts'
import { noticeOf, type SaidNotice } from '../notices.ts'
import { areComplete, CredentialFields, noCredentials } from './credential-fields.tsx'
import { Keypad } from './keypad.tsx'
import { KeypadToggle } from './keypad-toggle.tsx'
import { NoticeLine } from './notice-line.tsx'
import { SubmitButton } from './submit-button.tsx'
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
  const form = useRef<HTMLFormElement>(null)
  const [credentials, setCredentials] = useState(noCredentials)
  const [isKeypadOpen, setKeypadOpen] = useState(false)
  const [isSending, setSending] = useState(false)
  const [wasSent, setSent] = useState(false)
  const [failed, setFailed] = useState<SaidNotice | null>(null)

  const isReady = isComplete && (isFree || areComplete(credentials))
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setSent(true)
    if (isSending || !isReady) return
    setSending(true)
    const failure = await props.onSubmit(credentials.identifier, credentials.password)
    setSending(false)
    if (failure === null) return
    setCredentials((typed) => ({ ...typed, password: '' }))
    setFailed(noticeOf(failure.error))
  }
  const notice = failed ?? props.notice ?? null
  return (
    <form ref={form} className={styles['panel']} onSubmit={(event) => void send(event)}>
      {props.children}
      {!isFree && (
        <div className={styles['fields']}>
          <CredentialFields testId={testId} value={credentials} onValue={setCredentials} wasSent={wasSent} />
          {props.more?.(wasSent)}
        </div>
      )}
      {notice !== null && <NoticeLine notice={notice} testId={`${testId}-failure`} />}
      <div className={styles['buttons']}>
        {!isFree && <KeypadToggle isOpen={isKeypadOpen} onToggle={setKeypadOpen} />}
        <SubmitButton label={props.submit} testId={`${testId}-submit`} isBusy={isSending} size="inDialog" />
      </div>
      {isKeypadOpen && <Keypad form={form} />}
    </form>
  )
}
