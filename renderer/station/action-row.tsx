import type { JSX, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StationFrame } from '../../shared/station/state.ts'
import { subjectTail } from '../../shared/station/subject.ts'
import { ActionButton } from '../components/action-button.tsx'
import { useNow } from '../components/use-now.ts'
import { runCommand } from '../run-command.ts'
import styles from './action-row.module.css'
import { TypeCode } from './type-code.tsx'

interface ActionRowProps {
  readonly station: Pick<StationFrame, 'undoable' | 'conflicts'>
  /** A station's own act beside undo; its place stays free where it has nothing to do. */
  readonly second: ReactNode
  /** Shows the conflicts here, where the list that shows them is not on the screen. */
  readonly onConflicts: (() => void) | null
  readonly children: ReactNode
}

/** The station's buttons, each in its own place; one that has nothing to do is not there, and leaves its place free. */
export function ActionRow({ station, second, onConflicts, children }: ActionRowProps): JSX.Element {
  const { t } = useTranslation()
  const { undoable, conflicts } = station
  const now = useNow(1000, undoable !== null)
  return (
    <nav className={styles['row']}>
      <div className={styles['reserved']}>
        {undoable !== null && undoable.until > now && (
          <ActionButton
            icon="undo"
            label={t('station.undoWhat', { tail: subjectTail(undoable.subject) })}
            shortcut="F2"
            testId="undo"
            onAct={() => void runCommand('station.command', { command: 'UNDO' })}
          />
        )}
      </div>
      <div className={styles['reserved']}>{second}</div>
      <TypeCode />
      {onConflicts !== null && conflicts > 0 && (
        <ActionButton
          icon="warning"
          label={t('frame.conflicts', { count: conflicts })}
          testId="conflicts"
          onAct={onConflicts}
        />
      )}
      {children}
    </nav>
  )
}
