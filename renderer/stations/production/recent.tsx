import { type JSX, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecentScan } from '../../../shared/state.ts'
import { ActionButton } from '../../components/action-button.tsx'
import { Digits, Sentence } from '../../components/digits.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { notices, textKey } from '../../notices.ts'
import { timeLocale } from '../../sentence.ts'
import styles from './recent.module.css'

interface RecentProps {
  readonly recent: readonly RecentScan[]
  readonly conflicts: number
  readonly onConflicts: () => void
}

/** The last scans, newest first; a line changes in place when its write lands, is undone or refused later. */
export function Recent({ recent, conflicts, onConflicts }: RecentProps): JSX.Element {
  const { t } = useTranslation()
  return (
    <section className={styles['recent']} data-testid="recent">
      <header className={styles['header']}>
        <h2 className={styles['title']}>{t('production.recent')}</h2>
        {conflicts > 0 && (
          <ActionButton
            size="small"
            icon="warning"
            label={t('frame.conflicts', { count: conflicts })}
            testId="conflicts"
            className={styles['conflicts']}
            onAct={onConflicts}
          />
        )}
      </header>
      {recent.length === 0 ? (
        <p>{t('production.noRecent')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
        <ol className={styles['list']} tabIndex={0}>
          {recent.map((scan) => (
            <Line key={scan.scanId} scan={scan} />
          ))}
        </ol>
      )}
    </section>
  )
}

/** Every event brings new objects for the same lines: only one that changed is painted again. */
const Line = memo(
  function Line({ scan }: { readonly scan: RecentScan }): JSX.Element {
    const { t, i18n } = useTranslation()
    const time = new Intl.DateTimeFormat(timeLocale(i18n.language), {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    const word =
      scan.tone === 'undone' || scan.tone === 'conflict'
        ? t(`production.tone.${scan.tone}`)
        : t(textKey(scan.word, 'word'))
    return (
      <li
        className={[styles['line'], styles[scan.tone]].join(' ')}
        data-scan-id={scan.scanId}
        data-tone={scan.tone}
        data-word={scan.word}
        data-imei={scan.imei}
      >
        <Icon name={icons[scan.tone] ?? notices[scan.word].icon} className={styles['icon']} />
        <span className={styles['word']}>{word}</span>
        <span className={styles['codes']}>
          {scan.imei === undefined ? <Sentence text={scan.code} /> : <Digits value={scan.imei} />}
          {scan.iccid !== undefined && (
            <span className={styles['iccid']}>
              <Digits value={scan.iccid} />
            </span>
          )}
        </span>
        <time className={styles['time']}>{time.format(scan.at)}</time>
      </li>
    )
  },
  (before, after) =>
    before.scan.scanId === after.scan.scanId &&
    before.scan.tone === after.scan.tone &&
    before.scan.word === after.scan.word,
)

/** Tones that say more than the first answer's word. */
const icons: Readonly<Partial<Record<RecentScan['tone'], IconName>>> = {
  accepted: 'check',
  kept: 'tray',
  undone: 'undo',
  conflict: 'warning',
}
