import { type JSX, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './field.module.css'

interface FieldProps {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly secret?: boolean
  readonly hint?: string
  readonly error?: string | undefined
  readonly testId?: string
  readonly autoFocus?: boolean
  readonly maxLength?: number
}

/** One line of text with its name above and what is wrong with it below, in a place kept free for it. */
export function Field(props: FieldProps): JSX.Element {
  const { label, name, value, onValue, secret = false, hint, error, testId, autoFocus = false, maxLength } = props
  const { t } = useTranslation()
  const id = useId()
  const [visible, setVisible] = useState(false)
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <div className={styles['row']}>
        <input
          id={id}
          name={name}
          className={styles['input']}
          type={secret && !visible ? 'password' : 'text'}
          value={value}
          onChange={(event) => onValue(event.target.value)}
          data-testid={testId}
          maxLength={maxLength}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          autoFocus={autoFocus}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-below`}
        />
        {secret && (
          <button type="button" className={styles['reveal']} onClick={() => setVisible(!visible)}>
            {visible ? t('common.hide') : t('common.show')}
          </button>
        )}
      </div>
      {(hint !== undefined || error !== undefined) && (
        <span id={`${id}-below`} className={error === undefined ? styles['hint'] : styles['error']}>
          {error ?? hint}
        </span>
      )}
    </div>
  )
}
