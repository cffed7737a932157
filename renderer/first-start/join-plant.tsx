import { type FormEvent, type JSX, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api.ts'
import { ActionButton } from '../components/action-button.tsx'
import { Field } from '../components/field.tsx'
import { Keypad } from '../components/keypad.tsx'
import { NoticeLine } from '../components/notice-line.tsx'
import { noticeOf, type SaidNotice } from '../notices.ts'
import styles from './first-start.module.css'

/** The contract's own rule, here to say so before the connection is tried. */
const databaseNameForm = /^[A-Za-z0-9_-]{1,38}$/

/** The plant's server: tried before it is kept; a failure says what is wrong and what to do. */
export function JoinPlant({ onBack }: { readonly onBack: () => void }): JSX.Element {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [address, setAddress] = useState('')
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [databaseName, setDatabaseName] = useState('ose')
  const [isTls, setTls] = useState(true)
  const [isKeypadOpen, setKeypadOpen] = useState(false)
  const [isTrying, setTrying] = useState(false)
  const [wasSent, setSent] = useState(false)
  const [failed, setFailed] = useState<SaidNotice | null>(null)

  const addressError = wasSent && address.trim() === '' ? t('common.required') : undefined
  const isNameRight = databaseNameForm.test(databaseName)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setSent(true)
    if (isTrying || address.trim() === '' || !isNameRight) return
    setTrying(true)
    setFailed(null)
    const answer = await call('setup.joinPlant', { address, user, password, tls: isTls, databaseName })
    setTrying(false)
    if (!answer.ok) setFailed(noticeOf(answer.error))
  }
  return (
    <main className={styles['wizard']} data-testid="join-plant">
      <form ref={form} className={styles['form']} onSubmit={(event) => void submit(event)}>
        <h1 className={isKeypadOpen ? styles['spoken'] : styles['title']}>{t('plant.title')}</h1>
        <div className={styles['row']}>
          <Field
            label={t('plant.address')}
            name="address"
            value={address}
            onValue={setAddress}
            hint={t('plant.addressHint')}
            error={addressError}
            testId="plant-address"
            maxLength={2000}
            autoFocus
          />
          <Field
            label={t('plant.databaseName')}
            name="databaseName"
            value={databaseName}
            onValue={setDatabaseName}
            hint={t('plant.nameWrong')}
            error={wasSent && !isNameRight ? t('plant.nameWrong') : undefined}
            testId="plant-database-name"
            maxLength={38}
          />
        </div>
        <div className={styles['row']}>
          <Field
            label={t('plant.user')}
            name="user"
            value={user}
            onValue={setUser}
            testId="plant-user"
            maxLength={200}
          />
          <Field
            label={t('plant.password')}
            name="password"
            value={password}
            onValue={setPassword}
            testId="plant-password"
            secret
          />
          <label className={styles['check']}>
            <input
              type="checkbox"
              checked={isTls}
              onChange={(event) => setTls(event.target.checked)}
              data-testid="plant-tls"
            />
            {t('plant.tls')}
          </label>
        </div>
        {(failed !== null || !isKeypadOpen) && <NoticeLine notice={failed} testId="plant-failure" />}
        <div className={styles['buttons']}>
          <ActionButton icon="undo" label={t('common.back')} onAct={onBack} />
          <ActionButton
            icon="keyboard"
            label={t(isKeypadOpen ? 'signIn.noKeypad' : 'signIn.keypad')}
            onAct={() => setKeypadOpen(!isKeypadOpen)}
          />
          <button type="submit" className={styles['submit']} data-testid="plant-join" aria-disabled={isTrying}>
            {isTrying ? t('plant.trying') : t('plant.join')}
          </button>
        </div>
      </form>
      {isKeypadOpen && <Keypad form={form} />}
    </main>
  )
}
