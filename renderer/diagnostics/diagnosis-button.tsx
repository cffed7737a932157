import { type JSX, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api.ts'
import { ActionButton } from '../components/action-button.tsx'
import type { TextKey } from '../i18n/text-key.ts'
import styles from './diagnosis.module.css'

/** Writes the file for the technician and says where it lies. */
export function DiagnosisButton(): JSX.Element {
  const { t } = useTranslation()
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ readonly key: TextKey; readonly file: string } | null>(null)
  const write = async () => {
    setBusy(true)
    const answer = await call('program.exportDiagnostics', { withDumps: false })
    setBusy(false)
    setSaid(answer.ok ? { key: 'diagnosis.done', file: answer.value.file } : { key: 'diagnosis.failed', file: '' })
  }
  return (
    <div className={styles['diagnosis']}>
      <ActionButton label={t('diagnosis.write')} testId="diagnosis-write" busy={isBusy} onAct={() => void write()} />
      {said !== null && (
        <p role="status">
          {t(said.key)} {said.file !== '' && <code data-testid="diagnosis-file">{said.file}</code>}
        </p>
      )}
    </div>
  )
}
