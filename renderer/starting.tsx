import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { DatabaseState } from '../shared/state.ts'
import { Icon } from './components/icon.tsx'
import { DatabaseFailure } from './database-panel.tsx'
import { DiagnosisButton } from './diagnostics/diagnosis-button.tsx'
import type { TextKey } from './i18n/text-key.ts'
import styles from './starting.module.css'

/** The database is coming up, or is not: the cause and what to do, never an empty window. */
export function Starting({ database }: { readonly database: DatabaseState }): JSX.Element {
  const { t } = useTranslation()
  const isWrong = database.state === 'failed' || database.state === 'away'
  return (
    <main className={styles['starting']} data-testid="starting" data-state={database.state}>
      <Icon name={isWrong ? 'warning' : 'database'} className={isWrong ? styles['wrong'] : styles['icon']} />
      <h1>{t(titleKey(database))}</h1>
      <DatabaseFailure database={database} />
      <p>{t(isWrong ? 'starting.again' : 'starting.text')}</p>
      {database.state === 'failed' && <DiagnosisButton />}
      {!isWrong && <progress className={styles['progress']} aria-label={t('common.loading')} />}
    </main>
  )
}

function titleKey({ state, kind }: DatabaseState): TextKey {
  switch (state) {
    case 'failed':
      return 'starting.failed'
    case 'away':
      return 'starting.awayTitle'
    case 'none':
    case 'starting':
    case 'connected':
    case 'moving':
      return kind === 'plant' ? 'starting.connecting' : 'starting.title'
  }
}
