import type { ScannerSettings } from '../../shared/scanner-settings.ts'
import type { ScannersView } from '../../shared/scanner-view.ts'
import type { ScannerState } from '../../shared/state.ts'
import type { Log } from '../log/log.ts'
import type { Session } from '../people/session.ts'
import { listHidScanners } from '../scanners/hid-devices.ts'
import { createScannerManager, type Discard, type KeyboardPage } from '../scanners/manager.ts'
import { createPairing, type PairingParts } from '../scanners/pairing.ts'
import { createReads } from '../scanners/reads.ts'
import type { ScannedCode } from '../scanners/scanner.ts'
import { serialPortPaths } from '../scanners/serial-ports.ts'
import type { Config } from '../settings/config.ts'
import type { Station } from '../station/station.ts'

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
/** Fewer bytes than any code of ours has: a spark on the line, which nobody scanned. */
const shortestPiece = 4
/** A line that is set wrong would speak without end, ms. */
const sayAgainMs = 1500

/**
 * This PC's scanners and where their codes go: to the station, or for a while to the scanner screen alone (trial,
 * pairing). What they send is remembered for that screen.
 */
export function createScannerDesk(parts: ScannerDeskParts) {
  const { config, station, session, log } = parts
  const reads = createReads()
  const saidAt = new Map<string, number>()
  let states: readonly ScannerState[] = []
  let watched = false
  /** A pairing has the devices. */
  let suspended = false
  /** A pairing that is called off before it has them does not begin. */
  let wanted = 0
  let trial: { readonly until: number } | null = null
  let trialTimer: NodeJS.Timeout | undefined
  /** Who has the screen open, or began what runs. */
  let owner: string | null = null

  const manager = createScannerManager({
    page: parts.page,
    log,
    onCode,
    onDiscard,
    onStates: (next) => {
      // While a pairing has the devices, no scanner of the settings runs; that is no news about them.
      if (suspended) return
      states = next
      parts.onStates()
    },
  })
  const pairing = createPairing({
    page: parts.page,
    log,
    serialPorts: serialPortPaths,
    hidDevices: listHidScanners,
    scanners: () => config.settings().scanners,
    draw: async (code) => (await import('../labels/barcode-modules.ts')).barcodeModules(code),
    onChange: tell,
    onQuiet: () => {
      // Also while a found scanner waits for its confirmation: with the old settings its next code would be garbled.
      const phase = pairing.state()?.phase
      if (!suspended || phase === 'listening' || phase === 'found') return
      suspended = false
      manager.apply(config.settings().scanners)
    },
    ...parts.pairing,
  })

  function onCode(code: ScannedCode): void {
    const use = pairing.isOurs(code.text) ? 'pairing' : trial === null ? 'station' : 'trial'
    if (use !== 'station') session.activity()
    else if (parts.takes?.(code.text) !== true) void station.scan(code)
    if (use === 'trial') keepTrial()
    reads.code(code, use)
    tell()
  }

  function onDiscard(discard: Discard): void {
    const now = Date.now()
    reads.discard(discard, now)
    if (trial === null) say(discard, now)
    else {
      session.activity()
      keepTrial()
    }
    tell()
  }

  function say({ scannerId, reason, raw }: Discard, now: number): void {
    if (reason === 'incomplete' && raw !== undefined && raw.length < shortestPiece) return
    if (now - (saidAt.get(scannerId) ?? 0) < sayAgainMs) return
    saidAt.set(scannerId, now)
    void station.say(reason === 'incomplete' ? 'scan-incomplete' : 'scan-too-long')
  }

  function tell(): void {
    if (watched) parts.onView(view())
  }

  function view(): ScannersView {
    return {
      reads: reads.newestFirst(),
      trial,
      pairing: pairing.state(),
      forced: (['scanners', 'volume', 'soundSet'] as const).filter((name) => config.forced.includes(name)),
    }
  }

  function keepTrial(): void {
    clearTimeout(trialTimer)
    const ms = parts.trialMs ?? trialMs
    trial = { until: Date.now() + ms }
    trialTimer = setTimeout(endTrial, ms)
  }

  function endTrial(): void {
    clearTimeout(trialTimer)
    if (trial === null) return
    trial = null
    log('scanners.trial-ended')
    tell()
  }

  function own(): void {
    owner = session.current()?.employee_id ?? null
  }

  function endPairing(): void {
    wanted += 1
    void pairing.end()
  }

  function leave(): void {
    endTrial()
    endPairing()
  }

  // Whoever began a trial or a pairing and is gone leaves neither behind.
  const forget = session.onChange(() => {
    if (owner === null || session.current()?.employee_id === owner) return
    owner = null
    watched = false
    leave()
  })

  return {
    states: (): readonly ScannerState[] => states,

    apply(settings: readonly ScannerSettings[]): void {
      if (!suspended) manager.apply(settings)
    },

    lookAgain: manager.lookAgain,

    watch(on: boolean): void {
      watched = on
      own()
      if (on) tell()
      else leave()
    },

    setTrial(on: boolean): void {
      if (!on) endTrial()
      else {
        log('scanners.trial-begun', { by: session.current()?.employee_id })
        own()
        keepTrial()
        tell()
      }
    },

    async startPairing(path: string): Promise<void> {
      own()
      endTrial()
      wanted += 1
      const mine = wanted
      await pairing.end()
      if (mine !== wanted) return
      suspended = true
      manager.apply([])
      await manager.settled()
      if (mine !== wanted) return
      try {
        await pairing.start(path)
      } catch (error) {
        // The scanners go on.
        endPairing()
        throw error
      }
    },

    cancelPairing: endPairing,

    /** Saves the found scanner; false where none is found. @throws when the disk refuses. */
    acceptPairing(): boolean {
      const found = pairing.state()?.found ?? null
      if (found === null) return false
      const others = config.settings().scanners
      const isNew = !others.some((one) => one.id === found.replaces)
      const scanners = isNew
        ? [...others, found.settings]
        : others.map((one) => (one.id === found.replaces ? found.settings : one))
      config.save({ scanners })
      log('scanners.paired', { settings: found.settings, by: session.current()?.employee_id })
      endPairing()
      return true
    },

    /** The page was loaded (again): its screen is not open any more. */
    pageLoaded(): void {
      watched = false
      leave()
    },

    async stop(): Promise<void> {
      forget()
      clearTimeout(trialTimer)
      await pairing.stop()
      await manager.stop()
    },
  }
}

export type ScannerDesk = ReturnType<typeof createScannerDesk>
