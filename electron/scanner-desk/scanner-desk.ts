import type { ScannerSettings } from '../../shared/scanner-settings.ts'
import type { ScannersView } from '../../shared/scanner-view.ts'
import type { ScannerState } from '../../shared/state.ts'
import type { Log } from '../log/log.ts'
import type { Session } from '../people/session.ts'
import { createScannerManager, type Discard, type KeyboardPage } from '../scanners/manager.ts'
import type { PairingParts } from '../scanners/pairing.ts'
import { createReads } from '../scanners/reads.ts'
import type { ScannedCode } from '../scanners/scanner.ts'
import type { Config } from '../settings/config.ts'
import type { Station } from '../station/station.ts'
import { createDeskPairing } from './desk-pairing.ts'
import { createTrial } from './trial.ts'
import { createUnreadable } from './unreadable.ts'

export type { KeyboardPage } from '../scanners/manager.ts'

export interface ScannerDeskParts {
  readonly page: KeyboardPage
  readonly log: Log
  readonly config: Pick<Config, 'settings' | 'save' | 'forced'>
  readonly station: Pick<Station, 'scan' | 'say'>
  readonly session: Pick<Session, 'current' | 'activity' | 'onChange'>
  /** A code that somebody else waits for (a supervisor's badge to leave station mode) is no scan of the station. */
  readonly takes?: (text: string) => boolean
  readonly onStates: () => void
  readonly onView: (view: ScannersView) => void
  readonly pairing?: Pick<PairingParts, 'listenMs' | 'confirmMs'>
  readonly trialMs?: number
}

/** Without a code for this long, a trial is over: somebody went away from it, ms. */
const trialMs = 120_000

/**
 * This PC's scanners and where their codes go: to the station, or for a while to the scanner screen alone (trial,
 * pairing). What they send is remembered for that screen.
 */
export function createScannerDesk(parts: ScannerDeskParts) {
  const { page, config, station, session, log } = parts
  const reads = createReads()
  const unreadable = createUnreadable(station)
  const trial = createTrial({ idleMs: parts.trialMs ?? trialMs, log, onChange: tell })
  let states: readonly ScannerState[] = []
  const manager = createScannerManager({
    page,
    log,
    onCode,
    onDiscard,
    onStates: (next) => {
      // While a pairing has the devices, no scanner of the settings runs; that is no news about them.
      if (pairing.hasDevices()) return
      states = next
      parts.onStates()
    },
  })
  const pairing = createDeskPairing({ page, log, config, manager, onChange: tell, times: parts.pairing })
  const screen = createScreenOwner(session, () => {
    trial.end()
    pairing.end()
  })

  function onCode(code: ScannedCode): void {
    const use = pairing.isOurs(code.text) ? 'pairing' : trial.state() === null ? 'station' : 'trial'
    if (use !== 'station') session.activity()
    else if (parts.takes?.(code.text) !== true) void station.scan(code)
    if (use === 'trial') trial.keep()
    reads.code(code, use)
    tell()
  }

  function onDiscard(discard: Discard): void {
    const now = Date.now()
    reads.discard(discard, now)
    if (trial.state() === null) unreadable.say(discard, now)
    else {
      session.activity()
      trial.keep()
    }
    tell()
  }

  function tell(): void {
    if (!screen.isOpen()) return
    parts.onView({
      reads: reads.newestFirst(),
      trial: trial.state(),
      pairing: pairing.state(),
      forced: (['scanners', 'volume', 'soundSet'] as const).filter((name) => config.forced.includes(name)),
    })
  }

  return {
    states: (): readonly ScannerState[] => states,

    apply(settings: readonly ScannerSettings[]): void {
      if (!pairing.hasDevices()) manager.apply(settings)
    },

    lookAgain: manager.lookAgain,

    watch(on: boolean): void {
      screen.watch(on)
      if (on) tell()
    },

    setTrial(on: boolean): void {
      if (!on) {
        trial.end()
        return
      }
      log('scanners.trial-begun', { by: session.current()?.employee_id })
      screen.own()
      trial.keep()
      tell()
    },

    startPairing(path: string): Promise<void> {
      screen.own()
      trial.end()
      return pairing.start(path)
    },

    cancelPairing: pairing.end,

    /** Saves the found scanner; false where none is found. @throws when the disk refuses. */
    acceptPairing: (): boolean => pairing.accept(session.current()?.employee_id),

    /** The page was loaded (again): its screen is not open any more. */
    pageLoaded: screen.closed,

    async stop(): Promise<void> {
      screen.stop()
      trial.stop()
      await pairing.stop()
      await manager.stop()
    },
  }
}

export type ScannerDesk = ReturnType<typeof createScannerDesk>

/**
 * Who has the scanner screen open, or began what runs on it.
 * @param leave the screen is closed, or its person is gone: neither a trial nor a pairing stays behind
 */
function createScreenOwner(session: ScannerDeskParts['session'], leave: () => void) {
  let isOpen = false
  let owner: string | null = null

  function own(): void {
    owner = session.current()?.employee_id ?? null
  }

  function closed(): void {
    isOpen = false
    leave()
  }

  const forget = session.onChange(() => {
    if (owner === null || session.current()?.employee_id === owner) return
    owner = null
    closed()
  })

  return {
    isOpen: (): boolean => isOpen,
    own,
    closed,
    watch(on: boolean): void {
      own()
      if (on) isOpen = true
      else closed()
    },
    stop: forget,
  }
}
