import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { StationState } from '../../../shared/state.ts'
import { ActionButton } from '../../components/action-button.tsx'
import { useNow } from '../../components/use-now.ts'
import { runCommand } from '../../run-command.ts'
import styles from './action-row.module.css'
import { TypeCode } from './type-code.tsx'

interface ActionRowProps {
  readonly station: StationState
  readonly onConflicts: () => void
}

/** The station's buttons, each in its own place; one that has nothing to do is not there, and leaves its place free. */
export function ActionRow({ station, onConflicts }: ActionRowProps): JSX.Element {
  const { t } = useTranslation()
  const { undoable, half, order, job, conflicts } = station
  const now = useNow(1000, undoable !== null)
  const canUndo = undoable !== null && undoable.until > now
  const otherJob = job === 'register' ? 'verify' : 'register'
  return (
    <nav className={styles['row']}>
      <div className={styles['place']}>
        {canUndo && (
          <ActionButton
            icon="undo"
            label={t('production.undoWhat', { tail: undoable.imei.slice(-4) })}
            shortcut="F2"
            testId="undo"
            onAct={() => void runCommand('production.undo', {})}
          />
        )}
      </div>
      <div className={styles['place']}>
        {half !== null && (
          <ActionButton
            icon="erase"
            label={t('production.clearHalf')}
            shortcut="F4"
            testId="clear-half"
            onAct={() => void runCommand('production.clearHalf', {})}
          />
        )}
      </div>
      <TypeCode />
      {order === null && conflicts > 0 && (
        <ActionButton
          icon="warning"
          label={t('frame.conflicts', { count: conflicts })}
          testId="conflicts"
          onAct={onConflicts}
        />
      )}
      {order !== null && (
        <ActionButton
          icon="sheet"
          label={t('production.closeOrder')}
          shortcut="F6"
          testId="close-order"
          onAct={() => void runCommand('production.closeOrder', {})}
        />
      )}
      <ActionButton
        icon="swap"
        label={t('production.switchTo', { job: t(`job.${otherJob}`).toLowerCase() })}
        shortcut="F8"
        testId="switch-job"
        onAct={() => void runCommand('production.setJob', { job: otherJob })}
      />
    </nav>
  )
}
