import { type FormEvent, type JSX, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../shared/contract/index.ts'
import type { Failure } from '../../shared/result.ts'
import { call } from '../api.ts'
import { ActionButton } from '../components/action-button.tsx'
import { Field } from '../components/field.tsx'
import { Keypad } from '../components/keypad.tsx'
import { KeypadToggle } from '../components/keypad-toggle.tsx'
import { NoticeLine } from '../components/notice-line.tsx'
import { StepsFor } from '../components/standalone-steps.tsx'
import { SubmitButton } from '../components/submit-button.tsx'
import { noticeOf } from '../notices.ts'
import { emptyAddress, isComplete, isNameRight } from '../plant-address.ts'
import styles from './first-start.module.css'

/** The plant's server: tried before it is kept; a failure says what is wrong and what to do. */
export function JoinPlant({ onBack }: { readonly onBack: () => void }): JSX.Element {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [plant, setPlant] = useState(emptyAddress)
  const [isKeypadOpen, setKeypadOpen] = useState(false)
  const [trying, setTrying] = useState<'test' | 'join' | null>(null)
  const [wasSent, setSent] = useState(false)
  const [facts, setFacts] = useState<Output<'setup.testPlant'> | null>(null)
  const [failed, setFailed] = useState<Failure['error'] | null>(null)

  const change = (changes: Partial<typeof plant>) => setPlant({ ...plant, ...changes })
  const attempt = async (what: 'test' | 'join') => {
    setSent(true)
    if (trying !== null || !isComplete(plant)) return
    setTrying(what)
    setFailed(null)
    setFacts(null)
    const tested = what === 'test' ? await call('setup.testPlant', plant) : null
    const answer = tested ?? (await call('setup.joinPlant', plant))
    if (tested?.ok) setFacts(tested.value)
    if (!answer.ok) setFailed(answer.error)
    setTrying(null)
  }
  const field = (name: 'address' | 'databaseName' | 'user' | 'password' | 'certificateFile', more: object) => (
    <Field
      label={t(`plant.${name === 'certificateFile' ? 'certificate' : name}`)}
      name={name}
      value={plant[name] ?? ''}
      onValue={(value) => change({ [name]: value })}
      {...more}
    />
  )
  return (
    <main className={styles['wizard']} data-testid="join-plant">
      <form
        ref={form}
        className={styles['form']}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void attempt('join')
        }}
      >
        <h1 className={isKeypadOpen ? styles['spoken'] : styles['title']}>{t('plant.title')}</h1>
        <div className={styles['row']}>
          {field('address', {
            hint: t('plant.addressHint'),
            error: wasSent && plant.address.trim() === '' ? t('common.required') : undefined,
            testId: 'plant-address',
            maxLength: 2000,
            autoFocus: true,
          })}
          {field('databaseName', {
            hint: t('plant.nameWrong'),
            error: wasSent && !isNameRight(plant) ? t('plant.nameWrong') : undefined,
            testId: 'plant-database-name',
            maxLength: 38,
          })}
        </div>
        <div className={styles['row']}>
          {field('user', { testId: 'plant-user', maxLength: 200 })}
          {field('password', { testId: 'plant-password', secret: true })}
        </div>
        <div className={styles['row']}>
          <TlsCheck isOn={plant.tls} onChange={(tls) => change({ tls })} />
          {plant.tls &&
            field('certificateFile', {
              hint: t('plant.certificateHint'),
              testId: 'plant-certificate',
              maxLength: 1000,
            })}
        </div>
        {facts !== null && <Facts facts={facts} />}
        {(failed !== null || (!isKeypadOpen && facts === null)) && (
          <NoticeLine notice={failed === null ? null : noticeOf(failed)} testId="plant-failure" />
        )}
        <div className={styles['buttons']}>
          <ActionButton icon="undo" label={t('common.back')} onAct={onBack} />
          <KeypadToggle isOpen={isKeypadOpen} onToggle={setKeypadOpen} />
          <ActionButton
            icon="database"
            label={t(trying === 'test' ? 'plant.trying' : 'plant.test')}
            onAct={() => void attempt('test')}
            testId="plant-test"
          />
          <SubmitButton
            label={t(trying === 'join' ? 'plant.trying' : 'plant.join')}
            testId="plant-join"
            isBusy={trying !== null}
            size="wide"
          />
        </div>
      </form>
      {isKeypadOpen && <Keypad form={form} />}
      {failed !== null && <StepsFor failure={failed} />}
    </main>
  )
}

/** What is known of a server that works. */
function Facts({ facts }: { readonly facts: Output<'setup.testPlant'> }): JSX.Element {
  const { t } = useTranslation()
  return (
    <div className={styles['facts']} role="status" data-testid="plant-facts">
      <p>{t('plant.works', { version: facts.version, set: facts.set, members: facts.members.join(', ') })}</p>
      {facts.warnings.map((warning) => (
        <p key={warning}>{t(`database.${warning}`)}</p>
      ))}
    </div>
  )
}

interface TlsCheckProps {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function TlsCheck({ isOn, onChange }: TlsCheckProps): JSX.Element {
  const { t } = useTranslation()
  return (
    <label className={styles['check']}>
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        data-testid="plant-tls"
      />
      {t('plant.tls')}
    </label>
  )
}
