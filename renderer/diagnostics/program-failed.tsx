import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api.ts'
import { ActionButton } from '../components/action-button.tsx'
import styles from './diagnosis.module.css'
import { DiagnosisButton } from './diagnosis-button.tsx'

/** The program did not start: what to tell the technician, a file to give him, and one more try. */
export function ProgramFailed({ logId }: { readonly logId: string }): JSX.Element {
  const { t } = useTranslation()
  return (
    <main className={styles['failed']} data-testid="program-failed">
      <h1>{t('diagnosis.title')}</h1>
      <p>{t('diagnosis.text')}</p>
      <p className={styles['code']} data-testid="program-failed-code">
        {logId}
      </p>
      <div className={styles['buttons']}>
        <ActionButton
          size="main"
          look="action"
          label={t('diagnosis.restart')}
          testId="program-restart"
          onAct={() => void call('program.restart', {})}
        />
      </div>
      <DiagnosisButton />
    </main>
  )
}
