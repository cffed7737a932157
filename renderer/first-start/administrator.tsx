import { type FormEvent, type JSX, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api.ts'
import { ActionButton } from '../components/action-button.tsx'
import { Field } from '../components/field.tsx'
import { Keypad } from '../components/keypad.tsx'
import { NoticeLine } from '../components/notice-line.tsx'
import { noticeOf, type SaidNotice } from '../notices.ts'
import styles from './first-start.module.css'

type FieldName = 'employeeId' | 'name' | 'surname' | 'password' | 'repeat'

/** The contract's own rules, here so that each field says what is wrong before anything is sent. */
const employeeIdForm = /^[A-Za-z0-9_-]{3,20}$/
const strongPassword = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{8,72}$/s

/** Makes the first administrator of a database that has nobody; no default password exists. */
export function Administrator(): JSX.Element {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState<Readonly<Record<FieldName, string>>>({
    employeeId: '',
    name: '',
    surname: '',
    password: '',
    repeat: '',
  })
  const [isKeypadOpen, setKeypadOpen] = useState(false)
  const [isSending, setSending] = useState(false)
  const [wasSent, setSent] = useState(false)
  const [failed, setFailed] = useState<SaidNotice | null>(null)

  const wrong: Readonly<Record<FieldName, string | undefined>> = {
    employeeId: employeeIdForm.test(values.employeeId.trim()) ? undefined : t('administrator.employeeIdHint'),
    name: values.name.trim().length >= 2 ? undefined : t('administrator.short', { count: 2 }),
    surname: values.surname.trim().length >= 2 ? undefined : t('administrator.short', { count: 2 }),
    password: strongPassword.test(values.password) ? undefined : t('administrator.passwordHint'),
    repeat: values.repeat === values.password ? undefined : t('administrator.different'),
  }
  const isRight = Object.values(wrong).every((problem) => problem === undefined)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setSent(true)
    if (isSending || !isRight) return
    setSending(true)
    setFailed(null)
    const { employeeId, name, surname, password } = values
    const answer = await call('setup.createAdministrator', { employee_id: employeeId.trim(), name, surname, password })
    setSending(false)
    if (!answer.ok) setFailed(noticeOf(answer.error))
  }
  const field = (name: FieldName, more: Partial<Parameters<typeof Field>[0]> = {}) => (
    <Field
      label={t(`administrator.${name}`)}
      name={name}
      value={values[name]}
      onValue={(value) => setValues({ ...values, [name]: value })}
      error={wasSent ? wrong[name] : undefined}
      {...more}
    />
  )
  return (
    <main className={styles['wizard']} data-testid="administrator">
      <form ref={form} className={styles['form']} onSubmit={(event) => void submit(event)}>
        <h1 className={isKeypadOpen ? styles['spoken'] : styles['title']}>{t('administrator.title')}</h1>
        {!isKeypadOpen && <p className={styles['intro']}>{t('administrator.intro')}</p>}
        <div className={styles['row']}>
          {field('employeeId', {
            testId: 'administrator-id',
            autoFocus: true,
            maxLength: 20,
            hint: t('administrator.employeeIdHint'),
          })}
          {field('name', { testId: 'administrator-name', maxLength: 50 })}
          {field('surname', { testId: 'administrator-surname', maxLength: 100 })}
        </div>
        <div className={styles['row']}>
          {field('password', {
            testId: 'administrator-password',
            secret: true,
            maxLength: 72,
            hint: t('administrator.passwordHint'),
          })}
          {field('repeat', { testId: 'administrator-repeat', secret: true, maxLength: 72 })}
        </div>
        {(failed !== null || !isKeypadOpen) && <NoticeLine notice={failed} testId="administrator-failure" />}
        <div className={styles['buttons']}>
          <ActionButton
            icon="keyboard"
            label={t(isKeypadOpen ? 'signIn.noKeypad' : 'signIn.keypad')}
            onAct={() => setKeypadOpen(!isKeypadOpen)}
          />
          <button
            type="submit"
            className={styles['submit']}
            data-testid="administrator-submit"
            aria-disabled={isSending}
          >
            {t('administrator.submit')}
          </button>
        </div>
      </form>
      {isKeypadOpen && <Keypad form={form} />}
    </main>
  )
}
