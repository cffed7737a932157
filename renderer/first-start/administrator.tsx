import { type FormEvent, type JSX, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isStrongPassword, longestPasswordBytes } from '../../shared/domain/password-rule.ts'
import { employeeIdForm, personNameLengths } from '../../shared/schemas/stored-forms.ts'
import { call } from '../api.ts'
import { Field } from '../components/field.tsx'
import { Keypad } from '../components/keypad.tsx'
import { KeypadToggle } from '../components/keypad-toggle.tsx'
import { NoticeLine } from '../components/notice-line.tsx'
import { SubmitButton } from '../components/submit-button.tsx'
import { noticeOf, type SaidNotice } from '../notices.ts'
import styles from './first-start.module.css'

type FieldName = 'employeeId' | 'name' | 'surname' | 'password' | 'repeat'

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

  const shortOrNot = (text: string, count: number) =>
    text.trim().length >= count ? undefined : t('administrator.short', { count })
  const wrong: Readonly<Record<FieldName, string | undefined>> = {
    employeeId: employeeIdForm.test(values.employeeId.trim().toUpperCase())
      ? undefined
      : t('administrator.employeeIdHint'),
    name: shortOrNot(values.name, personNameLengths.name.min),
    surname: shortOrNot(values.surname, personNameLengths.surname.min),
    password: isStrongPassword(values.password) ? undefined : t('administrator.passwordHint'),
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
          {field('name', { testId: 'administrator-name', maxLength: personNameLengths.name.max })}
          {field('surname', { testId: 'administrator-surname', maxLength: personNameLengths.surname.max })}
        </div>
        <div className={styles['row']}>
          {field('password', {
            testId: 'administrator-password',
            secret: true,
            maxLength: longestPasswordBytes,
            hint: t('administrator.passwordHint'),
          })}
          {field('repeat', { testId: 'administrator-repeat', secret: true, maxLength: longestPasswordBytes })}
        </div>
        {(failed !== null || !isKeypadOpen) && <NoticeLine notice={failed} testId="administrator-failure" />}
        <div className={styles['buttons']}>
          <KeypadToggle isOpen={isKeypadOpen} onToggle={setKeypadOpen} />
          <SubmitButton
            label={t('administrator.submit')}
            testId="administrator-submit"
            isBusy={isSending}
            size="wide"
          />
        </div>
      </form>
      {isKeypadOpen && <Keypad form={form} />}
    </main>
  )
}
