import { type ComponentType, type JSX, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasOffice } from '../shared/domain/has-office.ts'
import type { AppState, SessionState } from '../shared/state.ts'
import styles from './app.module.css'
import { ErrorBoundary } from './components/error-boundary.tsx'
import { Frame } from './frame.tsx'
import { NoStation } from './no-station.tsx'
import { SignIn } from './sign-in/sign-in.tsx'
import { Starting } from './starting.tsx'
import { useApp, useFailedLogId } from './state.ts'
import { Chooser } from './station/chooser.tsx'
import type { StationScreenProps } from './station/station-screen.ts'
import { useStation } from './station/store.ts'
import { screens } from './stations/screens.ts'

// Loaded when they are opened: the sign-in screen must not wait for what it does not show.
const OfficeGate = lazy(async () => ({ default: (await import('./office-gate.tsx')).OfficeGate }))
const Wizard = lazy(async () => ({ default: (await import('./first-start/wizard.tsx')).Wizard }))
const Administrator = lazy(async () => ({
  default: (await import('./first-start/administrator.tsx')).Administrator,
}))
const ProgramFailed = lazy(async () => ({
  default: (await import('./diagnostics/program-failed.tsx')).ProgramFailed,
}))

/** The whole page: one screen for each phase of the program. */
export function App(): JSX.Element {
  const { t } = useTranslation()
  const app = useApp()
  const failedLogId = useFailedLogId()
  if (failedLogId !== null) {
    return (
      <Suspense>
        <ProgramFailed logId={failedLogId} />
      </Suspense>
    )
  }
  if (app === null) return <p data-testid="opening">{t('starting.page')}</p>
  if (app.phase === 'ready' && app.session !== null) {
    // A new person starts at their own first screen.
    return <SignedIn key={app.session.employeeId} app={app} session={app.session} />
  }
  return (
    <Frame app={app} other={null}>
      <Suspense fallback={<p>{t('common.loading')}</p>}>
        <Phase app={app} />
      </Suspense>
    </Frame>
  )
}

function Phase({ app }: { readonly app: AppState }): JSX.Element {
  switch (app.phase) {
    case 'choose':
      return <Wizard />
    case 'starting':
      return <Starting database={app.database} />
    case 'administrator':
      return <Administrator />
    case 'ready':
      return <SignIn app={app} />
  }
}

/** Station or office, whichever this person has; with both, F9 changes between them. */
function SignedIn({ app, session }: { readonly app: AppState; readonly session: SessionState }): JSX.Element {
  const { t } = useTranslation()
  const hasStation = session.stations.length > 0
  const isOfficeOpen = hasOffice(session.office)
  const hasBoth = hasStation && isOfficeOpen
  const [chosen, setChosen] = useState<'station' | 'office'>('station')
  // Once opened the office stays, hidden behind the station: a look at the line must not cost a half-written order.
  const [isOfficeKept, setOfficeKept] = useState(false)
  const view = isOfficeOpen && (chosen === 'office' || !hasStation) ? 'office' : 'station'
  const openOffice = () => {
    setOfficeKept(true)
    setChosen('office')
  }
  const leaveOffice = () => {
    setOfficeKept(false)
    setChosen('station')
  }
  const other = {
    station: { view: 'office', open: openOffice },
    office: { view: 'station', open: () => setChosen('station') },
  } as const
  return (
    <Frame app={app} other={hasBoth ? other[view] : null}>
      {isOfficeOpen && (view === 'office' || isOfficeKept) && (
        <div className={styles['view']} hidden={view !== 'office'}>
          <ErrorBoundary>
            <Suspense fallback={<p>{t('common.loading')}</p>}>
              <OfficeGate app={app} onLeave={hasBoth ? leaveOffice : null} isInFront={view === 'office'} />
            </Suspense>
          </ErrorBoundary>
        </div>
      )}
      {view === 'station' && <StationView app={app} session={session} />}
    </Frame>
  )
}

interface StationViewProps {
  readonly app: AppState
  readonly session: SessionState
}

/** The station that is open; the choice, where this person may work at another than that one. */
function StationView({ app, session }: StationViewProps): JSX.Element {
  const { t } = useTranslation()
  const station = useStation()
  if (session.stations.length === 0) return <NoStation session={session} workstation={app.workstation} />
  if (station === null) return <p className={styles['opening']}>{t('common.loading')}</p>
  if (station.word === null || !session.stations.includes(station.word)) return <Chooser words={session.stations} />
  // The state and the screen are of the same word; the compiler does not tie them for a union of words.
  const Screen = screens[station.word] as ComponentType<StationScreenProps>
  return (
    <Suspense fallback={<p className={styles['opening']}>{t('common.loading')}</p>}>
      <Screen app={app} session={session} station={station} />
    </Suspense>
  )
}
