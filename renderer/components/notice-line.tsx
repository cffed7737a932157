import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import { type SaidNotice, textKey } from '../notices.ts'
import { sentenceValues } from '../sentence.ts'
import { noticeFor } from '../station/notice-for.ts'
import { Sentence } from './digits.tsx'
import { Icon } from './icon.tsx'
import styles from './notice-line.module.css'
import roles from './role.module.css'

interface NoticeLineProps {
  /** Null keeps the place free, so that nothing moves when a message comes. */
  readonly notice: (SaidNotice & { readonly scanned?: string }) | null
  readonly testId?: string
  readonly scanId?: string
  readonly kind?: string
}

/** One notice in a line: what happened and what to do now. */
export function NoticeLine({ notice, testId, scanId, kind }: NoticeLineProps): JSX.Element {
  const { t, i18n } = useTranslation()
  if (notice === null) return <div className={styles['reserved']} data-testid={testId} data-kind="none" />
  const look = noticeFor(notice.word)
  const values = sentenceValues(t, i18n.language, notice.params, notice.scanned)
  return (
    <div
      className={[styles['reserved'], roles[look.role]].join(' ')}
      role="alert"
      data-testid={testId}
      data-word={notice.word}
      data-scan-id={scanId}
      data-kind={kind}
    >
      <Icon name={look.icon} className={styles['icon']} />
      <span>
        <strong>{t(textKey(notice.word, 'word'))}.</strong> <Sentence text={t(textKey(notice.word, 'text'), values)} />{' '}
        <Sentence text={t(textKey(notice.word, 'next'), { ...values, defaultValue: '' })} />
      </span>
    </div>
  )
}
