import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from './action-button.tsx'

interface KeypadToggleProps {
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
  readonly testId?: string
}

/** Shows the keys on the screen, or takes them away. */
export function KeypadToggle({ isOpen, onToggle, testId }: KeypadToggleProps): JSX.Element {
  const { t } = useTranslation()
  return (
    <ActionButton
      icon="keyboard"
      label={t(isOpen ? 'signIn.noKeypad' : 'signIn.keypad')}
      onAct={() => onToggle(!isOpen)}
      {...(testId !== undefined && { testId })}
    />
  )
}
