import type { JSX } from 'react'
import styles from './submit-button.module.css'

interface SubmitButtonProps {
  readonly label: string
  readonly testId: string
  /** Sent already: it stays in its place and takes no second press. */
  readonly isBusy: boolean
  readonly size: 'wide' | 'inDialog'
}

/** Sends the form it stands in. */
export function SubmitButton({ label, testId, isBusy, size }: SubmitButtonProps): JSX.Element {
  return (
    <button
      type="submit"
      className={[styles['submit'], styles[size]].join(' ')}
      data-testid={testId}
      aria-disabled={isBusy}
    >
      {label}
    </button>
  )
}
