import { type JSX, lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { DatabaseState } from '../shared/state.ts'
import { Dialog } from './components/dialog.tsx'
import { Sentence } from './components/digits.tsx'
import styles from './database-panel.module.css'
import { keyWith } from './i18n/text-key.ts'
import { textKey } from './notices.ts'

// Nobody needs it at most starts.
const StepsFor = lazy(async () => ({ default: (await import('./components/standalone-steps.tsx')).StepsFor }))

/** Which database this is, how it is, and what somebody has to repair. */
export function DatabasePanel(props: { readonly database: DatabaseState; readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation()
  const { database, onClose } = props
  return (
    <Dialog title={t('frame.database')} onClose={onClose} testId="database-panel">
      <div className={styles['panel']}>
        <p className={styles['first']}>
          {t(`databaseKind.${database.kind}`)} <b>{database.name}</b>: {t(`databaseState.${database.state}`)}
        </p>
        {database.host !== '' && <p>{t('frame.serverHost', { host: database.host })}</p>}
        <DatabaseFailure database={database} />
        {database.warnings.map((warning) => (
          <p key={warning} className={styles['warning']}>
            {t(`database.${warning}`, { defaultValue: warning })}
          </p>
        ))}
        {database.missingUniqueIndexes.map((index) => (
          <div key={index.name} className={styles['failure']}>
            <p>{t(index.notAllowed ? 'frame.indexNotAllowed' : 'frame.repeatedIn', { name: index.name })}</p>
            <p className={styles['codes']}>
              <Sentence text={index.duplicates.join(' · ')} />
            </p>
          </div>
        ))}
      </div>
    </Dialog>
  )
}

/** Why the database is away or failed, in words, and the detail for whoever repairs it. */
export function DatabaseFailure({ database }: { readonly database: DatabaseState }): JSX.Element | null {
  const { t } = useTranslation()
  if (database.failure === undefined && database.detail === undefined) return null
  return (
    <div className={styles['failure']}>
      {database.failure !== undefined && (
        <p>
          {t([keyWith(`database.${database.failure}`), textKey(database.failure, 'text'), 'database.unknown'], {
            ...database.failureParams,
          })}{' '}
          {t(textKey(database.failure, 'next'), { ...database.failureParams, defaultValue: '' })}
        </p>
      )}
      {isStandalone(database.failure) && (
        <Suspense>
          <StepsFor failure={{ code: database.failure, params: database.failureParams ?? {} }} />
        </Suspense>
      )}
      {database.detail !== undefined && (
        <p className={styles['codes']}>
          {t('starting.detail')}: {database.detail}
        </p>
      )}
    </div>
  )
}

function isStandalone(failure: string | undefined): failure is 'connection-standalone' | 'connection-not-initiated' {
  return failure === 'connection-standalone' || failure === 'connection-not-initiated'
}
