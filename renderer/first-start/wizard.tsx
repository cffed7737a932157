import { type JSX, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../shared/contract/index.ts'
import { call } from '../api.ts'
import { Icon, type IconName } from '../components/icon.tsx'
import { NoticeLine } from '../components/notice-line.tsx'
import { noticeOf, type SaidNotice } from '../notices.ts'
import styles from './first-start.module.css'
import { JoinPlant } from './join-plant.tsx'

interface Choice {
  readonly word: 'plant' | 'thisPc' | 'demo'
  readonly testId: string
  readonly icon: IconName
  readonly choose: () => void
}

/** The first start: one question with three answers. What follows is decided by the main process's phase. */
export function Wizard(): JSX.Element {
  const { t } = useTranslation()
  const [isJoining, setJoining] = useState(false)
  const [isPreparing, setPreparing] = useState(false)
  const [failed, setFailed] = useState<SaidNotice | null>(null)

  const prepare = async (start: () => Promise<Answer<'setup.useDemo'>>) => {
    if (isPreparing) return
    setPreparing(true)
    setFailed(null)
    const answer = await start()
    setPreparing(false)
    if (!answer.ok) setFailed(noticeOf(answer.error))
  }
  const choices: readonly Choice[] = [
    { word: 'plant', testId: 'wizard-plant', icon: 'building', choose: () => setJoining(true) },
    {
      word: 'thisPc',
      testId: 'wizard-this-pc',
      icon: 'monitor',
      choose: () => void prepare(() => call('setup.useThisPc', {})),
    },
    { word: 'demo', testId: 'wizard-demo', icon: 'play', choose: () => void prepare(() => call('setup.useDemo', {})) },
  ]
  if (isJoining) return <JoinPlant onBack={() => setJoining(false)} />
  return (
    <main className={styles['wizard']} data-testid="wizard">
      <h1>{t('wizard.title')}</h1>
      <p className={styles['intro']}>{t('wizard.intro')}</p>
      <div className={styles['choices']}>
        {choices.map((choice) => (
          <button
            key={choice.word}
            type="button"
            className={styles['choice']}
            data-testid={choice.testId}
            aria-disabled={isPreparing}
            onClick={choice.choose}
          >
            <Icon name={choice.icon} className={styles['icon']} />
            <b>{t(`wizard.${choice.word}`)}</b>
            <span>{t(`wizard.${choice.word}Text`)}</span>
          </button>
        ))}
      </div>
      {isPreparing ? <p className={styles['reserved']}>{t('wizard.preparing')}</p> : <NoticeLine notice={failed} />}
    </main>
  )
}
