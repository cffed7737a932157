import { type JSX, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Verdict } from '../../shared/station/answer.ts'
import { ActionButton } from '../components/action-button.tsx'
import { Sentence } from '../components/digits.tsx'
import { Icon } from '../components/icon.tsx'
import roles from '../components/role.module.css'
import { keyWith } from '../i18n/text-key.ts'
import { textKey } from '../notices.ts'
import { runCommand } from '../run-command.ts'
import { sentenceValues } from '../sentence.ts'
import { type Shown, useShown } from '../state.ts'
import { noticeFor } from './notice-for.ts'
import styles from './verdict-banner.module.css'

interface VerdictBannerProps {
  readonly standing: Verdict | null
  /** Time of the newest verdict that the station's state knows of. */
  readonly lastAt: number
  readonly isCompact: boolean
  readonly onSupervisor: () => void
}

/**
 * The answer to the newest code, to be read from three metres; it stays until the next one. The acknowledging
 * button's place is always free, so that nothing moves when a refusal comes.
 */
export function VerdictBanner({ standing: told, lastAt, isCompact, onSupervisor }: VerdictBannerProps): JSX.Element {
  const { t } = useTranslation()
  const shown = useShown()
  const verdict = shown?.kind === 'verdict' ? shown.verdict : null
  // A verdict comes before the state that says it blocks: the button must not wait for it.
  const standing = told ?? (verdict?.blocks === true && verdict.at > lastAt ? verdict : null)
  const supervisorCan = (standing ?? verdict)?.supervisorCan
  const word = shown === null ? null : shown.kind === 'failure' ? shown.notice.word : verdict?.word
  const ground = word === null || word === undefined ? styles['idle'] : roles[noticeFor(word).role]
  return (
    <section
      className={[styles['banner'], ground, isCompact ? styles['compact'] : undefined].join(' ')}
      aria-live="assertive"
      data-testid="verdict"
      data-scan-id={verdict?.scanId}
      data-word={word}
      data-kind={shown === null ? 'none' : (verdict?.kind ?? 'failed')}
    >
      {shown === null ? <Ready /> : <Answer shown={shown} />}
      <div className={styles['side']}>
        {standing !== null && (
          <>
            {standing.scanId !== verdict?.scanId && (
              <p className={styles['standing']}>
                {t('station.stillStanding', { word: t(textKey(standing.word, 'word')) })}
              </p>
            )}
            <ActionButton
              size="main"
              look="inverse"
              icon="check"
              label={t('station.acknowledge')}
              shortcut="F1"
              testId="acknowledge"
              onAct={() => void runCommand('station.command', { command: 'ACK' })}
            />
          </>
        )}
        {supervisorCan !== undefined && (
          <>
            <p className={styles['standing']}>{t(keyWith(`supervisor.${supervisorCan}`))}</p>
            <ActionButton
              size="small"
              look="inverse"
              icon="person"
              label={t('supervisor.open')}
              testId="supervisor"
              onAct={onSupervisor}
            />
          </>
        )}
      </div>
    </section>
  )
}

const Answer = memo(function Answer({ shown }: { readonly shown: Shown }): JSX.Element {
  const { t, i18n } = useTranslation()
  const isVerdict = shown.kind === 'verdict'
  const { word, params } = isVerdict ? shown.verdict : shown.notice
  const values = sentenceValues(t, i18n.language, params, isVerdict ? shown.verdict.code : '')
  const title = t(textKey(word, 'word'))
  const warning = isVerdict ? shown.verdict.warning : undefined
  return (
    <>
      <Icon name={noticeFor(word).icon} className={styles['icon']} />
      <div className={styles['text']}>
        <h1 className={title.length > 13 ? styles['longWord'] : styles['word']}>{title}</h1>
        <p className={styles['sentence']}>
          <Sentence text={t(textKey(word, 'text'), values)} />
          {warning !== undefined && <strong className={styles['warning']}> {t(keyWith(`warning.${warning}`))}</strong>}
        </p>
        <p className={styles['next']}>
          <Sentence text={t(textKey(word, 'next'), { ...values, defaultValue: '' })} />
        </p>
      </div>
    </>
  )
})

function Ready(): JSX.Element {
  const { t } = useTranslation()
  return (
    <>
      <Icon name="barcode" className={styles['icon']} />
      <div className={styles['text']}>
        <h1 className={styles['word']}>{t('station.ready')}</h1>
        <p className={styles['sentence']}>{t('station.readyText')}</p>
      </div>
    </>
  )
}
