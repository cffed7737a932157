import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../components/action-button.tsx'
import { runCommand } from '../../run-command.ts'
import { ActionRow } from '../../station/action-row.tsx'
import type { StateOf } from '../../station/station-screen.ts'

interface ActionsProps {
  readonly station: StateOf<'production'>
  readonly onConflicts: () => void
}

/** What production does beside undo: clear a half, change the order, change the job. */
export function Actions({ station, onConflicts }: ActionsProps): JSX.Element {
  const { t } = useTranslation()
  const { half, order, job } = station.work
  const otherJob = job === 'register' ? 'verify' : 'register'
  const clear = half !== null && (
    <ActionButton
      icon="erase"
      label={t('production.clearHalf')}
      shortcut="F4"
      testId="clear-half"
      onAct={() => void runCommand('station.command', { command: 'CLEAR' })}
    />
  )
  return (
    <ActionRow station={station} second={clear} onConflicts={order === null ? onConflicts : null}>
      {order !== null && (
        <ActionButton
          icon="sheet"
          label={t('production.closeOrder')}
          shortcut="F6"
          testId="close-order"
          onAct={() => void runCommand('station.command', { command: 'CLOSE' })}
        />
      )}
      <ActionButton
        icon="swap"
        label={t('production.switchTo', { job: t(`job.${otherJob}`).toLowerCase() })}
        shortcut="F8"
        testId="switch-job"
        onAct={() => void runCommand('station.command', { command: otherJob === 'register' ? 'REGISTER' : 'VERIFY' })}
      />
    </ActionRow>
  )
}
