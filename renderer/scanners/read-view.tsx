import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExplainedCode } from '../../shared/domain/barcode/code-reasons.ts'
import type { ScannerRead } from '../../shared/scanner-view.ts'
import type { ScannerState } from '../../shared/state.ts'
import { keyWith } from '../i18n/text-key.ts'
import { HexDump } from './hex-dump.tsx'
import styles from './read-view.module.css'
import { timeText } from './scanner-list.tsx'
import { scannerName } from './scanner-name.ts'

interface ReadsViewProps {
  /** Newest first. */
  readonly reads: readonly ScannerRead[]
  readonly scanners: readonly ScannerState[]
}

/** The newest thing that came from a scanner, raw and as it was understood, and those before it in a line each. */
export function ReadsView({ reads, scanners }: ReadsViewProps): JSX.Element {
  const { t } = useTranslation()
  const [last, ...earlier] = reads
  return (
    <section className={styles['reads']} aria-label={t('scanners.read.title')}>
      <h2 className={styles['title']}>{t('scanners.read.title')}</h2>
      {last === undefined ? (
        <p data-testid="no-read">{t('scanners.read.none')}</p>
      ) : (
        <LastRead key={last.readId} read={last} scanners={scanners} />
      )}
      {earlier.length > 0 && (
        <>
          <h3 className={styles['subtitle']}>{t('scanners.read.earlier')}</h3>
          <ul className={styles['earlier']}>
            {earlier.map((read) => (
              <EarlierRead key={read.readId} read={read} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

interface LastReadProps {
  readonly read: ScannerRead
  readonly scanners: readonly ScannerState[]
}

function LastRead({ read, scanners }: LastReadProps): JSX.Element {
  const { t, i18n } = useTranslation()
  const { bytes, length, use, explained } = read
  const scanner = scanners.find((one) => one.id === read.scannerId) ?? { kind: read.kind, label: '' }
  return (
    <article className={styles['last']} data-testid="last-read" data-use={use} data-kind={explained?.kind}>
      <p className={styles['head']}>
        <Use use={use} />
        <span>
          {t('scanners.read.from', { scanner: scannerName(t, scanner), time: timeText(i18n.language, read.at) })}
        </span>
      </p>
      <dl className={styles['facts']}>
        <dt>{t('scanners.read.code')}</dt>
        <dd className={styles['code']} data-testid="last-read-text">
          {read.text === '' ? t('scanners.read.noCode') : read.text}
        </dd>
        {explained !== null && <Explained explained={explained} />}
        {(use === 'incomplete' || use === 'too-long') && (
          <>
            <dt>{t('scanners.read.why')}</dt>
            <dd>{t(`scanners.useText.${use}`)}</dd>
          </>
        )}
        <dt>{t(read.kind === 'keyboard' ? 'scanners.read.rawKeys' : 'scanners.read.raw', { length })}</dt>
        <dd>
          {length === 0 ? t('scanners.read.noRaw') : <HexDump bytes={bytes} />}
          {bytes.length < length && <p>{t('scanners.read.cut', { shown: bytes.length })}</p>}
        </dd>
      </dl>
    </article>
  )
}

function Explained({ explained }: { readonly explained: ExplainedCode }): JSX.Element {
  const { t } = useTranslation()
  const { kind, values, reasons } = explained
  return (
    <>
      <dt>{t('scanners.read.takenFor')}</dt>
      <dd data-testid="last-read-taken">
        <b>{t(`kind.${kind}`)}</b>
        {Object.entries(values).map(([name, value]) => (
          <span key={name} className={styles['value']}>
            {t(keyWith(`scanners.value.${name}`))}: <b>{value}</b>
          </span>
        ))}
        {kind === 'badge' && <p>{t('scanners.read.hidden')}</p>}
      </dd>
      <dt>{t('scanners.read.why')}</dt>
      <dd>
        <ul data-testid="last-read-reasons">
          {reasons.map(({ word, params }) => (
            <li key={word} data-reason={word}>
              {t(`scanners.reason.${word}`, { ...params })}
            </li>
          ))}
        </ul>
      </dd>
    </>
  )
}

function EarlierRead({ read }: { readonly read: ScannerRead }): JSX.Element {
  const { t, i18n } = useTranslation()
  return (
    <li className={styles['line']}>
      <span className={styles['time']}>{timeText(i18n.language, read.at)}</span>
      <span className={styles['text']}>{read.text === '' ? t('scanners.read.noCode') : read.text}</span>
      <span className={styles['kind']}>{read.explained === null ? '' : t(`kind.${read.explained.kind}`)}</span>
      <Use use={read.use} />
    </li>
  )
}

function Use({ use }: { readonly use: ScannerRead['use'] }): JSX.Element {
  const { t } = useTranslation()
  return <span className={[styles['use'], styles[use]].join(' ')}>{t(`scanners.use.${use}`)}</span>
}
