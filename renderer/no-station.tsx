import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState, SessionState } from '../shared/state.ts'
import { Icon } from './components/icon.tsx'
import styles from './starting.module.css'

interface NoStationProps {
  readonly session: SessionState
  readonly workstation: AppState['workstation']
}

/** Somebody whose rights lead nowhere here is told so in one sentence; nothing is offered that does not work. */
export function NoStation({ session, workstation }: NoStationProps): JSX.Element {
  const { t } = useTranslation()
  const rights = session.rightsWithoutStation.map((right) => t(`right.${right}`, { defaultValue: right })).join(', ')
  const key = rights !== '' ? 'text' : workstation.linea === null ? 'nowhere' : 'none'
  return (
    <main className={styles['starting']} data-testid="no-station">
      <Icon name="person" className={styles['icon']} />
      <h1>{t('noStation.title')}</h1>
      <p>{t(`noStation.${key}`, { name: session.name, rights, ...workstation })}</p>
    </main>
  )
}
