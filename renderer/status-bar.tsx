import { type JSX, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AppState, DatabaseState } from '../shared/state.ts'
import { BackupAge } from './backup-age.tsx'
import { useNow } from './components/use-now.ts'
import { DatabasePanel } from './database-panel.tsx'
import { type Light, scannerLight, scannerName } from './scanners/scanner-name.ts'
import { ageText } from './sentence.ts'
import { stationStore } from './station/store.ts'
import styles from './status-bar.module.css'

const ScannersPanel = lazy(async () => ({
  default: (await import('./scanners/scanners-panel.tsx')).ScannersPanel,
}))

/** The PC's clock may be this far from the server's before it is shown in red, ms. */
const skewLimit = 120_000

/** The lower edge: the parts this station stands on, each with a light and in words. */
export function StatusBar({ app }: { readonly app: AppState }): JSX.Element {
  const { t } = useTranslation()
  const [isPanelOpen, setPanelOpen] = useState(false)
  const { database, clockSkewMs } = app
  const light = databaseLight(database)
  return (
    <footer className={styles['bar']}>
      <button
        type="button"
        className={styles['part']}
        onClick={() => setPanelOpen(true)}
        data-testid="database-state"
        data-state={database.state}
        aria-haspopup="dialog"
      >
        <span className={styles[light]} />
        <span className={styles['database']}>
          {t(database.state === 'none' ? 'frame.database' : `databaseKind.${database.kind}`)}
          {database.state !== 'none' && database.name !== '' && <b> {database.name}</b>}
        </span>
        <span className={styles['state']}>{t(`databaseState.${database.state}`)}</span>
      </button>
      <KeptQueue />
      <KnownUnits />
      <Scanners app={app} />
      {app.backup !== null && <BackupAge backup={app.backup} />}
      <ClockSkew skewMs={clockSkewMs} />
      <span className={styles['version']}>{t('frame.version', { version: app.version })}</span>
      {isPanelOpen && <DatabasePanel database={database} onClose={() => setPanelOpen(false)} />}
    </footer>
  )
}

/** Each scanner with its light; whoever is signed in opens the screen that says more. */
function Scanners({ app }: { readonly app: AppState }): JSX.Element {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const chips =
    app.scanners.length === 0 ? (
      <span className={styles['item']}>
        <span className={styles['attention']} />
        {t('frame.noScanner')}
      </span>
    ) : (
      app.scanners.map((scanner) => (
        <span key={scanner.id} className={styles['item']} data-state={scanner.state} title={scanner.detail}>
          <span className={styles[scannerLight(scanner.state)]} />
          {scanner.label === '' || scanner.kind === 'keyboard' ? scannerName(t, scanner) : scanner.label}:{' '}
          {t(`scannerState.${scanner.state}`)}
        </span>
      ))
    )
  return (
    <div className={styles['scanners']} data-testid="scanners">
      {app.session === null ? (
        chips
      ) : (
        <button
          type="button"
          className={styles['part']}
          onClick={() => setOpen(true)}
          data-testid="open-scanners"
          aria-haspopup="dialog"
          title={t('scanners.open')}
        >
          {chips}
        </button>
      )}
      {isOpen && app.session !== null && (
        <Suspense fallback={null}>
          <ScannersPanel app={app} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}

function KeptQueue(): JSX.Element | null {
  const { t } = useTranslation()
  const kept = useStore(stationStore, ({ station }) => station?.kept ?? null)
  const conflicts = useStore(stationStore, ({ station }) => station?.conflicts ?? 0)
  const aside = useStore(stationStore, ({ station }) => station?.aside ?? 0)
  const count = kept?.count ?? 0
  const now = useNow(1000, count > 0)
  if (kept === null) return null
  const age = kept.oldestAt === null ? '' : ageText(t, now - kept.oldestAt)
  return (
    <>
      <span className={styles['item']} data-testid="kept-count" data-count={count}>
        <span className={styles[count > 0 ? 'attention' : 'good']} />
        {t('frame.kept', { count, age })}
      </span>
      {conflicts > 0 && (
        <span className={styles['item']} data-testid="conflict-count" data-count={conflicts}>
          <span className={styles['stop']} />
          {t('frame.conflicts', { count: conflicts })}
        </span>
      )}
      {aside > 0 && (
        <span className={styles['item']} data-testid="aside-count" data-count={aside} title={t('frame.asideHint')}>
          <span className={styles['stop']} />
          {t('frame.aside', { count: aside })}
        </span>
      )}
    </>
  )
}

/** What this station answers without the database, and how old that is. */
function KnownUnits(): JSX.Element | null {
  const { t } = useTranslation()
  const known = useStore(stationStore, ({ station }) => station?.known ?? null)
  const now = useNow(1000, known !== null)
  if (known === null) return null
  const { units, at } = known
  const text =
    at === null
      ? t('station.knownNothing')
      : t('station.known', { count: units, age: ageText(t, Math.max(0, now - at)) })
  return (
    <span className={styles['item']} data-testid="known-units" data-count={at === null ? undefined : units}>
      <span className={styles[at === null ? 'idle' : 'good']} />
      {text}
    </span>
  )
}

function ClockSkew({ skewMs }: { readonly skewMs: number | null }): JSX.Element {
  const { t } = useTranslation()
  const isOff = skewMs !== null && Math.abs(skewMs) > skewLimit
  const light: Light = skewMs === null ? 'idle' : isOff ? 'stop' : 'good'
  const text =
    skewMs === null
      ? t('frame.clockUnknown')
      : isOff
        ? t('frame.clockOff', { age: ageText(t, Math.abs(skewMs)) })
        : t('frame.clockOk')
  return (
    <span className={styles['item']} data-testid="clock">
      <span className={styles[light]} />
      {text}
    </span>
  )
}

function databaseLight({ state, missingUniqueIndexes, warnings }: DatabaseState): Light {
  switch (state) {
    case 'none':
      return 'idle'
    case 'starting':
    case 'away':
    case 'moving':
      return 'attention'
    case 'failed':
      return 'stop'
    case 'connected':
      if (missingUniqueIndexes.length > 0) return 'stop'
      return warnings.length > 0 ? 'attention' : 'good'
  }
}
