import { type JSX, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState, SessionState } from '../shared/state.ts'
import { Frame } from './frame.tsx'
import { NoStation } from './no-station.tsx'
import { SignIn } from './sign-in/sign-in.tsx'
import { Starting } from './starting.tsx'
import { useApp } from './state.ts'
import { stations } from './stations/index.ts'

// Loaded when they are opened: the sign-in screen must not wait for what it does not show.
const OfficeGate = lazy(async () => ({ default: (await import('./office-gate.tsx')).OfficeGate }))
const Wizard = lazy(async () => ({ default: (await import('./first-start/wizard.tsx')).Wizard }))
const Administrator = lazy(async () => ({
  default: (await import('./first-start/administrator.tsx')).Administrator,
}))

/** The whole page: one screen for each phase of the program. */
export function App(): JSX.Element {
  const { t } = useTranslation()
  const app = useApp()
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
  const word = session.stations[0]
  const hasOffice = session.office.orders || session.office.employees || session.office.settings
  const [chosen, setChosen] = useState<'station' | 'office'>('station')
  const view = chosen === 'office' && hasOffice ? 'office' : word === undefined && hasOffice ? 'office' : 'station'
  const other =
    word === undefined || !hasOffice
      ? null
      : view === 'office'
        ? ({ view: 'station', open: () => setChosen('station') } as const)
        : ({ view: 'office', open: () => setChosen('office') } as const)

  if (view === 'office') {
    return (
      <Frame app={app} other={other}>
        <Suspense fallback={<p>{t('common.loading')}</p>}>
          <OfficeGate app={app} onLeave={() => setChosen('station')} />
        </Suspense>
      </Frame>
    )
  }
  if (word === undefined) {
    return (
      <Frame app={app} other={null}>
        <NoStation session={session} workstation={app.workstation} />
      </Frame>
    )
  }
  const { Screen } = stations[word]
  return (
    <Frame app={app} other={other}>
      <Screen app={app} session={session} />
    </Frame>
  )
}
