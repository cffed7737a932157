import type { TFunction } from 'i18next'
import { type JSX, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupState } from '../shared/backup.ts'
import { backupLight } from '../shared/domain/backup-schedule.ts'
import { Dialog } from './components/dialog.tsx'
import { useNow } from './components/use-now.ts'
import panel from './database-panel.module.css'
import { ageText, momentText } from './sentence.ts'
import bar from './status-bar.module.css'

/** How old the last good copy of this PC's database is; what is wrong with it, on a touch. */
export function BackupAge({ backup }: { readonly backup: BackupState }): JSX.Element {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const now = useNow(30_000, true)
  const light = backupLight(now, backup.lastGoodAt, backup.since, backup.failure !== null)
  return (
    <>
      <button
        type="button"
        className={light === 'good' ? bar['quiet'] : bar['part']}
        onClick={() => setOpen(true)}
        data-testid="backup-age"
        data-light={light}
        data-running={backup.running}
        aria-haspopup="dialog"
      >
        <span className={bar[light]} />
        {shortText(t, backup, now)}
      </button>
      {isOpen && <BackupPanel backup={backup} now={now} light={light} onClose={() => setOpen(false)} />}
    </>
  )
}

function shortText(t: TFunction, { running, failure, lastGoodAt }: BackupState, now: number): string {
  if (running) return t('backup.running')
  if (failure !== null) return t('backup.failed')
  return lastGoodAt === null ? t('backup.none') : t('backup.age', { age: copyAge(t, now - lastGoodAt) })
}

/** Days from the third on: nobody counts 200 hours. */
function copyAge(t: TFunction, ms: number): string {
  const hours = ms / 3_600_000
  return hours < 48 ? ageText(t, ms) : t('backup.days', { count: Math.floor(hours / 24) })
}

interface BackupPanelProps {
  readonly backup: BackupState
  readonly now: number
  readonly light: 'good' | 'attention' | 'stop'
  readonly onClose: () => void
}

function BackupPanel({ backup, now, light, onClose }: BackupPanelProps): JSX.Element {
  const { t, i18n } = useTranslation()
  const { lastGoodAt, failure, detail, folder } = backup
  return (
    <Dialog title={t('backup.title')} onClose={onClose} testId="backup-panel">
      <div className={panel['panel']}>
        <p className={panel['first']}>
          {lastGoodAt === null
            ? t('backup.noneYet')
            : t('backup.lastGood', { when: momentText(i18n.language, lastGoodAt), age: copyAge(t, now - lastGoodAt) })}
        </p>
        <p className={panel['codes']}>{t('backup.folderIs', { folder })}</p>
        {failure !== null && (
          <div className={panel['failure']} data-testid="backup-failure" data-code={failure}>
            <p>
              {t('backup.lastFailed')} {t(`backup.failure.${failure}`)} <b>{t(`backup.next.${failure}`)}</b>{' '}
              {t('backup.again')}
            </p>
            {detail !== '' && (
              <p className={panel['codes']}>
                {t('starting.detail')}: {detail}
              </p>
            )}
          </div>
        )}
        {failure === null && light !== 'good' && <p className={panel['warning']}>{t('backup.old')}</p>}
      </div>
    </Dialog>
  )
}
