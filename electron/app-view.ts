import type { MoveState } from '../shared/database.ts'
import type { LabelTrouble } from '../shared/label-printing.ts'
import type { PlantSettings } from '../shared/settings.ts'
import type { AppState, DatabaseState, DemoPerson, ScannerState, ScreenState, SessionState } from '../shared/state.ts'
import type { Clock } from './clock/clock.ts'
import type { DatabaseLink } from './database/database-link.ts'
import type { DatabaseSource } from './database/database-source.ts'
import type { OwnAppearance } from './people/own-appearance.ts'
import type { Config } from './settings/config.ts'

export interface AppFacts {
  readonly version: string
  readonly config: Config
  readonly source: DatabaseSource | null
  readonly link: DatabaseLink | null
  readonly move: MoveState | null
  readonly station: string
  readonly needsAdministrator: boolean
  readonly session: SessionState | null
  readonly scanners: readonly ScannerState[]
  /** What the person who is signed in has chosen. */
  readonly own: OwnAppearance
  readonly screen: ScreenState
  readonly plant: PlantSettings
  readonly clock: Clock
  readonly demo: { readonly people: readonly DemoPerson[]; readonly sheet: string } | null
  readonly warnings: readonly string[]
  readonly labelTrouble: LabelTrouble | null
}

/** The program's state as the page paints it. */
export function appView(facts: AppFacts): AppState {
  const { config, link, source } = facts
  const settings = config.settings()
  const offset = facts.clock.offset()
  return {
    phase: phaseOf(facts),
    version: facts.version,
    database: databaseState(facts),
    session: facts.session,
    workstation: { code: facts.station, linea: settings.linea, puesto: settings.puesto },
    scanners: facts.scanners,
    language: facts.own.language ?? settings.language,
    theme: facts.own.theme ?? settings.theme,
    volume: settings.volume,
    screen: facts.screen,
    soundSet: settings.soundSet,
    demo: source?.kind === 'demo' ? facts.demo : null,
    settingsProblems: config.problems,
    badgeSignIn: facts.plant.badgeSignIn,
    clockSkewMs: link === null || offset === null ? null : -Math.round(offset),
    backup: source?.backup?.state() ?? null,
    labelTrouble: facts.labelTrouble,
    keyboardScannerNeedsFront: settings.scanners.some((scanner) => scanner.kind === 'keyboard'),
  }
}

/**
 * Once a person has been signed in, a database that goes away is no reason to leave the station's screen. A station
 * that has reached its database before asks who is there while the database still starts: typing takes longer.
 */
function phaseOf({ source, link, station, needsAdministrator, session }: AppFacts): AppState['phase'] {
  if (source === null) return 'choose'
  if (session !== null) return 'ready'
  if (link === null || link.database() === null) {
    const isFailing = source.status()?.phase === 'failed' || (link?.failure() ?? null) !== null
    return station !== '' && !isFailing ? 'ready' : 'starting'
  }
  return needsAdministrator ? 'administrator' : 'ready'
}

function databaseState({ source, link, move, config, warnings }: AppFacts): DatabaseState {
  const name = config.settings().databaseName
  const base = {
    kind: source?.kind ?? ('embedded' as const),
    name,
    host: link?.host() ?? '',
    move,
    indexing: link === null || link.indexing().making === null ? null : link.indexing(),
    missingUniqueIndexes: (link?.missingIndexes() ?? []).filter((index) => index.isNeededToRegister),
    warnings: [
      ...(link?.warnings() ?? []).filter(() => source?.kind === 'plant'),
      ...((link?.missingIndexes() ?? []).some((index) => !index.unique && index.notAllowed)
        ? ['slow-without-indexes']
        : []),
      ...warnings,
    ],
  }
  if (source === null) return { ...base, state: 'none' }
  if (move !== null) return { ...base, state: 'moving' }
  const status = source.status()
  if (status?.phase === 'failed') return { ...base, state: 'failed', failure: status.code, detail: status.detail }
  if (link === null || link.database() === null) {
    const failure = link?.failure() ?? null
    return failure !== null && source.kind === 'plant'
      ? { ...base, state: 'failed', failure: failure.code, failureParams: failure.params ?? {} }
      : { ...base, state: 'starting' }
  }
  return { ...base, state: link.isAway() ? 'away' : 'connected' }
}
