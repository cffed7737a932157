import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState } from '../../shared/state.ts'
import { Dialog } from '../components/dialog.tsx'
import { ReadsView } from './read-view.tsx'
import { ScannerList } from './scanner-list.tsx'
import styles from './scanners-panel.module.css'
import { useScannersView } from './store.ts'

interface ScannersPanelProps {
  readonly app: AppState
  readonly onClose: () => void
}

/** The scanners for everybody at the station: how they are and what they sent last. Nothing is changed here. */
export function ScannersPanel({ app, onClose }: ScannersPanelProps): JSX.Element {
  const { t } = useTranslation()
  const view = useScannersView()
  return (
    <Dialog title={t('scanners.title')} onClose={onClose} testId="scanners-panel">
      <div className={styles['panel']}>
        <ScannerList scanners={app.scanners} reads={view?.reads ?? []} />
        <ReadsView reads={view?.reads ?? []} scanners={app.scanners} />
      </div>
    </Dialog>
  )
}
