import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScannerRead } from '../../shared/scanner-view.ts'
import type { ScannerState } from '../../shared/state.ts'
import { timeLocale } from '../sentence.ts'
import lights from '../status-bar.module.css'
import { adviceOf } from './scanner-advice.ts'
import styles from './scanner-list.module.css'
import { scannerLight, scannerName } from './scanner-name.ts'

interface ScannerListProps {
  readonly scanners: readonly ScannerState[]
  /** Newest first. A scanner's state is told when it changes, not at each scan. */
  readonly reads: readonly ScannerRead[]
}

/** Each scanner of this PC, how it is, and what to do about it. */
export function ScannerList({ scanners, reads }: ScannerListProps): JSX.Element {
  const { t, i18n } = useTranslation()
  if (scanners.length === 0) return <p>{t('scanners.none')}</p>
  return (
    <ul className={styles['list']}>
      {scanners.map((scanner) => {
        const advice = adviceOf(scanner)
        const lastAt = reads.find((read) => read.scannerId === scanner.id)?.at ?? scanner.lastScanAt
        return (
          <li
            key={scanner.id}
            className={styles['scanner']}
            data-testid={`scanner-${scanner.id}`}
            data-state={scanner.state}
            data-advice={advice}
          >
            <span className={lights[scannerLight(scanner.state)]} />
            <div className={styles['text']}>
              <p className={styles['name']}>
                <b>{scannerName(t, scanner)}</b>: {t(`scannerState.${scanner.state}`)}
              </p>
              <p>{t(`scanners.advice.${advice}`)}</p>
              {scanner.detail !== undefined && advice === 'failed' && (
                <p className={styles['soft']}>{t('scanners.detail', { detail: scanner.detail })}</p>
              )}
              <p className={styles['soft']}>
                {lastAt === undefined
                  ? t('scanners.noScan')
                  : t('scanners.lastScan', { time: timeText(i18n.language, lastAt) })}
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** With seconds: whoever sets up a scanner compares it with the beep. */
export function timeText(language: string, at: number): string {
  return new Intl.DateTimeFormat(timeLocale(language), { timeStyle: 'medium' }).format(new Date(at))
}
