import { type JSX, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecentScan } from '../../shared/station/state.ts'
import { subjectNumber } from '../../shared/station/subject.ts'
import { ActionButton } from '../components/action-button.tsx'
import { Sentence } from '../components/digits.tsx'
import { Icon, type IconName } from '../components/icon.tsx'
import { textKey } from '../notices.ts'
import { timeLocale } from '../sentence.ts'
import { noticeFor } from './notice-for.ts'
import styles from './recent.module.css'
import { SubjectCodes } from './subject-codes.tsx'

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
        <h2 className={styles['title']}>{t('station.recent')}</h2>
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
        <p>{t('station.noRecent')}</p>
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
      scan.fate === 'undone' || scan.fate === 'conflict'
        ? t(`station.fate.${scan.fate}`)
        : t(textKey(scan.word, 'word'))
    return (
      <li
        className={[styles['line'], styles[scan.fate]].join(' ')}
        data-scan-id={scan.scanId}
        data-fate={scan.fate}
        data-word={scan.word}
        data-subject={scan.subject === undefined ? undefined : subjectNumber(scan.subject)}
      >
        <Icon name={icons[scan.fate] ?? noticeFor(scan.word).icon} className={styles['icon']} />
        <span className={styles['word']}>{word}</span>
        <span className={styles['codes']}>
          {scan.subject === undefined ? <Sentence text={scan.code} /> : <SubjectCodes subject={scan.subject} />}
        </span>
        <time className={styles['time']}>{time.format(scan.at)}</time>
      </li>
    )
  },
  (before, after) =>
    before.scan.scanId === after.scan.scanId &&
    before.scan.fate === after.scan.fate &&
    before.scan.word === after.scan.word,
)

/** Fates that say more than the first answer's word. */
const icons: Readonly<Partial<Record<RecentScan['fate'], IconName>>> = {
  accepted: 'check',
  completed: 'check',
  kept: 'tray',
  undone: 'undo',
  conflict: 'warning',
}
