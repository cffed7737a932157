import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from './field.tsx'

/** A number or an e-mail, and a password: what somebody is known by without a badge. */
export interface Credentials {
  readonly identifier: string
  readonly password: string
}

export const noCredentials: Credentials = { identifier: '', password: '' }

export function areComplete({ identifier, password }: Credentials): boolean {
  return identifier.trim() !== '' && password !== ''
}

interface CredentialFieldsProps {
  /** Begins the names that tests find the fields by. */
  readonly testId: string
  readonly value: Credentials
  readonly onValue: (value: Credentials) => void
  /** It was tried to send: what is missing is said. */
  readonly wasSent?: boolean
}

export function CredentialFields({ testId, value, onValue, wasSent = false }: CredentialFieldsProps): JSX.Element {
  const { t } = useTranslation()
  const missing = (text: string) => (wasSent && text.trim() === '' ? t('common.required') : undefined)
  return (
    <>
      <Field
        label={t('signIn.identifier')}
        name="identifier"
        value={value.identifier}
        onValue={(identifier) => onValue({ ...value, identifier })}
        error={missing(value.identifier)}
        testId={`${testId}-identifier`}
        maxLength={200}
        autoFocus
      />
      <Field
        label={t('signIn.password')}
        name="password"
        value={value.password}
        onValue={(password) => onValue({ ...value, password })}
        error={missing(value.password)}
        testId={`${testId}-password`}
        secret
      />
    </>
  )
}
