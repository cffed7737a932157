import { type JSX, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Theme } from '../shared/settings.ts'
import type { AppState } from '../shared/state.ts'
import { ActionButton } from './components/action-button.tsx'
import { Dialog } from './components/dialog.tsx'
import { LanguageSwitch } from './components/language-switch.tsx'
import { LeavePanel } from './leave-panel.tsx'
import { runCommand } from './run-command.ts'
import styles from './screen-menu.module.css'

const themes = ['system', 'light', 'dark', 'contrast'] as const satisfies readonly Theme[]

/** How this screen looks, for whoever stands before it; and the way out of station mode. */
export function ScreenMenu({ app, onClose }: { readonly app: AppState; readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation()
  const [isLeaving, setLeaving] = useState(false)
  const { screen } = app
  if (isLeaving) return <LeavePanel app={app} onClose={onClose} />
  return (
    <Dialog title={t('screen.title')} onClose={onClose} testId="screen-menu">
      <div className={styles['menu']}>
        <p className={styles['whose']}>{t(app.session === null ? 'screen.ofThisPc' : 'screen.own')}</p>
        <div className={styles['rows']}>
          {/* Signed out it stands in the frame, for whoever cannot read the way to it. */}
          {app.session !== null && (
            <Row label={t('frame.language')}>
              <LanguageSwitch language={app.language} />
            </Row>
          )}
          <Row label={t('screen.theme')}>
            {themes.map((theme) => (
              <button
                key={theme}
                type="button"
                className={styles['choice']}
                aria-pressed={theme === app.theme}
                data-testid={`theme-${theme}`}
                onClick={() => void runCommand('screen.setTheme', { theme })}
              >
                {t(`screen.themes.${theme}`)}
              </button>
            ))}
          </Row>
        </div>
        <Row label={t('screen.zoom')}>
          <ActionButton
            icon="minus"
            label={t('screen.zoomOut')}
            testId="zoom-out"
            onAct={() => void runCommand('screen.zoom', { change: 'out' })}
          />
          <strong className={styles['percent']} data-testid="zoom" data-percent={screen.zoom}>
            {t('screen.percent', { percent: screen.zoom })}
          </strong>
          <ActionButton
            icon="plus"
            label={t('screen.zoomIn')}
            testId="zoom-in"
            onAct={() => void runCommand('screen.zoom', { change: 'in' })}
          />
          <ActionButton
            label={t('screen.zoomReset')}
            testId="zoom-reset"
            onAct={() => void runCommand('screen.zoom', { change: 'reset' })}
          />
        </Row>
        <div className={styles['acts']}>
          <ActionButton
            icon="hand"
            label={t('screen.clean')}
            testId="clean-screen"
            onAct={() => {
              onClose()
              void runCommand('screen.clean', {})
            }}
          />
          {screen.stationMode === 'kiosk' &&
            (screen.isLocked ? (
              <ActionButton
                icon="exit"
                label={t('screen.leave')}
                testId="leave-station-mode"
                onAct={() => setLeaving(true)}
              />
            ) : (
              <ActionButton
                icon="monitor"
                label={t('screen.return')}
                testId="return-to-station-mode"
                onAct={() => {
                  onClose()
                  void runCommand('screen.returnToStationMode', {})
                }}
              />
            ))}
        </div>
      </div>
    </Dialog>
  )
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }): JSX.Element {
  return (
    <fieldset className={styles['row']}>
      <legend className={styles['label']}>{label}</legend>
      <div className={styles['choices']}>{children}</div>
    </fieldset>
  )
}
