import type { TFunction } from 'i18next'
import { type JSX, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState } from '../shared/state.ts'
import { CleaningLock } from './cleaning-lock.tsx'
import { ActionButton } from './components/action-button.tsx'
import { LanguageSwitch } from './components/language-switch.tsx'
import styles from './frame.module.css'
import { NotInFront } from './not-in-front.tsx'
import { runCommand } from './run-command.ts'
import { ScreenMenu } from './screen-menu.tsx'
import { SignOutCountdown } from './sign-out-countdown.tsx'
import { useStation } from './station/store.ts'
import { StatusBar } from './status-bar.tsx'

interface FrameProps {
  readonly app: AppState
  /** The other view that this person may open, or null. */
  readonly other: { readonly view: 'station' | 'office'; readonly open: () => void } | null
  readonly children: ReactNode
}

/** The frame of the window: where this is, who works here, and how every part is. */
export function Frame({ app, other, children }: FrameProps): JSX.Element {
  const { t } = useTranslation()
  const [isMenuOpen, setMenuOpen] = useState(false)
  const { session, workstation } = app
  const station = useStation()
  const isAtStation = other === null || other.view === 'office'
  const canChange = isAtStation && station?.word != null && (session?.stations.length ?? 0) > 1
  return (
    <div className={styles['frame']}>
      <header className={styles['top']}>
        <div className={styles['place']} data-testid="workplace">
          <strong>{workplaceText(t, workstation)}</strong>
          <span className={styles['code']}>{workstation.code === '' ? t('frame.noCode') : workstation.code}</span>
        </div>
        {station?.word != null && session !== null && (
          <b className={styles['station']} data-testid="station-name" data-word={station.word}>
            {t(`stationName.${station.word}`)}
          </b>
        )}
        <div className={styles['middle']}>{session !== null && <SignOutCountdown signOutAt={session.signOutAt} />}</div>
        {session === null && <LanguageSwitch language={app.language} />}
        <ActionButton
          size="small"
          icon="monitor"
          label={t('frame.screen')}
          shortcut="F7"
          testId="open-screen-menu"
          onAct={() => setMenuOpen(true)}
        />
        {canChange && (
          <ActionButton
            size="small"
            icon="swap"
            label={t('station.change')}
            shortcut="F3"
            testId="change-station"
            onAct={() => void runCommand('station.open', { word: null })}
          />
        )}
        {other !== null && (
          <ActionButton
            size="small"
            icon={other.view === 'office' ? 'building' : 'barcode'}
            label={t(`frame.${other.view}`)}
            shortcut="F9"
            testId={`open-${other.view}`}
            onAct={other.open}
          />
        )}
        {session !== null && (
          <>
            <div className={styles['person']} data-testid="person">
              <strong>{session.name}</strong>
              <span>{t(`role.${session.role}`)}</span>
            </div>
            <ActionButton
              size="small"
              icon="exit"
              label={t('frame.signOut')}
              shortcut="F10"
              testId="sign-out"
              onAct={() => void runCommand('session.signOut', {})}
            />
          </>
        )}
      </header>
      <div className={styles['main']}>{children}</div>
      <StatusBar app={app} />
      {isMenuOpen && <ScreenMenu app={app} onClose={() => setMenuOpen(false)} />}
      {app.screen.cleaningUntil !== null && <CleaningLock until={app.screen.cleaningUntil} />}
      <NotInFront />
    </div>
  )
}

/** Where this PC stands. */
export function workplaceText(t: TFunction, { linea, puesto }: AppState['workstation']): string {
  return linea === null || puesto === null ? t('frame.workplaceNowhere') : t('frame.workplace', { linea, puesto })
}
