import type { JSX } from 'react'
import { type ShortcutKey, useShortcut } from '../shortcuts.ts'
import styles from './action-button.module.css'
import { Icon, type IconName } from './icon.tsx'

interface ActionButtonProps {
  readonly label: string
  readonly onAct: () => void
  readonly icon?: IconName
  /** Also on the key; the button shows it. */
  readonly shortcut?: ShortcutKey
  /** `main` is the one thing to do now, `big` the station's buttons, `small` the frame's. */
  readonly size?: 'main' | 'big' | 'small'
  readonly look?: 'plain' | 'action' | 'inverse'
  readonly testId?: string
  readonly busy?: boolean
  readonly className?: string | undefined
}

/** A button that fires on release and carries its key. */
export function ActionButton(props: ActionButtonProps): JSX.Element {
  const { label, onAct, icon, shortcut, size = 'big', look = 'plain', testId, busy = false, className } = props
  const act = () => {
    if (!busy) onAct()
  }
  useShortcut(shortcut, act)
  return (
    <button
      type="button"
      className={[styles['button'], styles[size], styles[look], className].join(' ')}
      onClick={act}
      data-testid={testId}
      aria-disabled={busy}
      aria-keyshortcuts={shortcut}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span className={styles['label']}>{label}</span>
      {shortcut !== undefined && <kbd className={styles['key']}>{shortcut}</kbd>}
    </button>
  )
}
