import { type JSX, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './cleaning-lock.module.css'
import { NoticeLine } from './components/notice-line.tsx'
import { useNow } from './components/use-now.ts'
import { NotInFront } from './not-in-front.tsx'
import { shownAt, useShown } from './state.ts'
import { stationNow } from './station-time.ts'

/**
 * While the screen is wiped: over everything, so that no touch reaches what is below; keys are kept away by the main
 * process. It ends by itself, because a button on it would be touched. Scans go on and are answered here.
 */
export function CleaningLock({ until }: { readonly until: number }): JSX.Element {
  const { t } = useTranslation()
  const element = useRef<HTMLDialogElement>(null)
  const [openedAt] = useState(stationNow)
  const shown = useShown()
  useNow(200, true)
  useEffect(() => {
    if (element.current?.open === false) element.current.showModal()
  }, [])
  // This PC's own clock, by which the main process ends it.
  const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000))
  const verdict = shown?.kind === 'verdict' && shownAt(shown) > openedAt ? shown.verdict : null
  return (
    <dialog
      ref={element}
      className={styles['lock']}
      aria-label={t('cleaning.title')}
      data-testid="cleaning"
      onCancel={(event) => event.preventDefault()}
    >
      <h2 className={styles['title']}>{t('cleaning.title')}</h2>
      <p className={styles['seconds']} role="timer" data-testid="cleaning-seconds">
        <strong>{seconds}</strong> {t('cleaning.seconds', { count: seconds })}
      </p>
      <p className={styles['hint']}>{t('cleaning.hint')}</p>
      <div className={styles['answer']}>
        <NoticeLine
          notice={verdict === null ? null : { word: verdict.word, params: verdict.params, scanned: verdict.code }}
          testId="cleaning-verdict"
          {...(verdict !== null && { scanId: verdict.scanId, kind: verdict.kind })}
        />
      </div>
      <NotInFront />
    </dialog>
  )
}
