import { type JSX, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictRow } from '../../shared/contract/station.ts'
import { type Subject, subjectNumber } from '../../shared/station/subject.ts'
import { subjectParams } from '../../shared/station/undo.ts'
import { call } from '../api.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { ActionButton } from '../components/action-button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Digits, Sentence } from '../components/digits.tsx'
import { Field } from '../components/field.tsx'
import { NoticeLine } from '../components/notice-line.tsx'
import { noticeOf, type SaidNotice } from '../notices.ts'
import { momentText, sentenceValues } from '../sentence.ts'
import styles from './panel.module.css'

interface ConflictsPanelProps {
  readonly isSupervisor: boolean
  readonly onClose: () => void
}

/** Scans that were kept here and refused by the database later; nothing is dropped until a supervisor says why. */
export function ConflictsPanel({ isSupervisor, onClose }: ConflictsPanelProps): JSX.Element {
  const { t } = useTranslation()
  const { loaded, good, reload } = useAnswer('station.listConflicts', {}, { occasion: 'open' })
  const [notResolved, setNotResolved] = useState<SaidNotice | null>(null)
  const conflicts = good?.conflicts
  const failed = notResolved ?? (loaded.state === 'failed' ? noticeOf(loaded.failure) : null)

  const resolve = async (id: string, reason: string) => {
    const answer = await call('station.resolveConflict', { id, reason })
    setNotResolved(answer.ok ? null : noticeOf(answer.error))
    if (answer.ok) await reload()
  }
  return (
    <Dialog title={t('conflicts.title')} onClose={onClose} testId="conflicts-panel">
      <div className={styles['panel']}>
        {!isSupervisor && <p>{t('conflicts.needsSupervisor')}</p>}
        {failed !== null && <NoticeLine notice={failed} />}
        {conflicts === undefined && failed === null && <p>{t('common.loading')}</p>}
        {conflicts?.length === 0 && <p>{t('conflicts.none')}</p>}
        <ul className={styles['list']}>
          {conflicts?.map((conflict) => (
            <li key={conflict.id}>
              <Conflict conflict={conflict} isSupervisor={isSupervisor} onResolve={resolve} />
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

interface ConflictProps {
  readonly conflict: ConflictRow
  readonly isSupervisor: boolean
  readonly onResolve: (id: string, reason: string) => Promise<void>
}

function Conflict({ conflict, isSupervisor, onResolve }: ConflictProps): JSX.Element {
  const { t, i18n } = useTranslation()
  const [reason, setReason] = useState('')
  const { subject, word, params } = conflict
  const values = sentenceValues(t, i18n.language, { ...subjectParams(subject), ...params })
  return (
    <article className={styles['conflict']} data-testid={`conflict-${conflict.id}`}>
      <p className={styles['what']}>
        <b>
          <Digits value={subjectNumber(subject)} />
        </b>
        : <b>{t(`notice.${word}.word`, { defaultValue: word })}.</b>{' '}
        <Sentence text={t(`notice.${word}.text`, { ...values, defaultValue: '' })} />
      </p>
      <p className={styles['where']}>
        {t(hasBatch(subject) ? 'conflicts.where' : 'conflicts.whereThing', {
          ...(hasBatch(subject) && { order: subject.order_number, lote: subject.lote }),
          station: conflict.station,
          operator: conflict.operator,
          when: momentText(i18n.language, conflict.at),
        })}
      </p>
      {isSupervisor && (
        <div className={styles['resolve']}>
          <Field
            label={t('conflicts.reason')}
            name={`reason-${conflict.id}`}
            value={reason}
            onValue={setReason}
            testId={`conflict-reason-${conflict.id}`}
            maxLength={200}
          />
          {reason.trim().length >= 3 && (
            <ActionButton
              look="action"
              label={t('conflicts.resolve')}
              testId={`conflict-resolve-${conflict.id}`}
              onAct={() => void onResolve(conflict.id, reason)}
            />
          )}
        </div>
      )}
    </article>
  )
}

function hasBatch(subject: Subject): subject is Extract<Subject, { readonly lote: number | null }> {
  return 'lote' in subject && subject.order_number !== null && subject.lote !== null
}
