import { classify } from '../../shared/domain/barcode/barcode.ts'
import type { ZoomChange } from '../../shared/domain/zoom.ts'
import { zoomAfter } from '../../shared/domain/zoom.ts'
import type { ScreenState } from '../../shared/state.ts'
import type { Log } from '../log/log.ts'
import type { RefusedSignIn } from '../people/authentication.ts'
import { badgeAgainMs } from '../people/badge-answer.ts'
import type { Session } from '../people/session.ts'
import type { Config } from '../settings/config.ts'

/** What of the window and of the PC's power the program drives; Electron's side of it is an adapter. */
export interface ScreenDevice {
  /** The whole screen, and no way out of it by key or by the window's own buttons. */
  readonly lock: (isLocked: boolean) => void
  /** No key reaches the page; a keyboard scanner is still read. */
  readonly ignoreInput: (isIgnored: boolean) => void
  readonly zoom: (percent: number) => void
  readonly keepDisplayOn: (isOn: boolean) => void
  readonly systemContrast: () => boolean
  readonly isInFront: () => boolean
  /** Ends the program, also out of station mode. */
  readonly quit: () => void
  readonly listen: (listeners: {
    readonly zoomKey: (change: ZoomChange) => void
    readonly contrastChanged: () => void
    readonly frontChanged: () => void
    /** The PC woke up. */
    readonly resumed: () => void
  }) => void
}

export type LeaveTo = 'window' | 'quit'

interface ScreenParts {
  readonly config: Pick<Config, 'settings' | 'save' | 'onChange'>
  readonly session: Pick<Session, 'current' | 'onChange' | 'supervisorByBadge'>
  readonly device: ScreenDevice
  readonly log: Log
  /** A badge that was asked for did not let anybody leave. */
  readonly refused: (word: RefusedSignIn['word'] | 'database-away', params: RefusedSignIn['params']) => void
  readonly resumed: () => void
  readonly onChange: () => void
}

/** Long enough for one wipe of a screen; nobody waits for it longer than that, ms. */
const cleaningMs = 20_000
/** A dialog that a page left behind must not catch badges for ever, ms. */
const askingMs = 120_000

/** This PC's screen: station mode and who may leave it, cleaning, size, and that it stays on. */
export function createScreen({ config, session, device, log, refused, resumed, onChange }: ScreenParts) {
  let { stationMode } = config.settings()
  /** A supervisor let it be left; until the next start, or until it is entered again. */
  let isLeft = false
  let asked: { readonly to: LeaveTo; readonly until: number } | null = null
  let lastBadge = { token: '', at: 0 }
  let cleaningUntil: number | null = null
  let timer: NodeJS.Timeout | undefined

  const isLocked = () => stationMode === 'kiosk' && !isLeft

  function apply(): void {
    device.lock(isLocked())
    device.zoom(config.settings().zoom)
    device.keepDisplayOn(stationMode === 'kiosk' || session.current() !== null)
  }

  function changed(): void {
    apply()
    onChange()
  }

  function leave(to: LeaveTo, supervisor: string | null, by: 'password' | 'badge' | 'setting-up'): void {
    asked = null
    log('station-mode.left', { to, supervisor, by, signedIn: session.current()?.employee_id ?? null })
    if (to === 'quit') {
      device.quit()
      return
    }
    isLeft = true
    changed()
  }

  async function leaveByBadge(to: LeaveTo, token: string): Promise<void> {
    const answer = await session.supervisorByBadge(token)
    if (answer.kind === 'supervisor') return leave(to, answer.who.employee_id, 'badge')
    const word = answer.kind === 'failed' ? answer.code : answer.word
    log('station-mode.not-left', { word, by: 'badge' })
    refused(word, answer.kind === 'failed' ? {} : answer.params)
  }

  function endCleaning(): void {
    clearTimeout(timer)
    cleaningUntil = null
    device.ignoreInput(false)
    onChange()
  }

  function zoom(change: ZoomChange): void {
    const { zoom: before } = config.settings()
    const after = zoomAfter(before, change)
    if (after !== before) config.save({ zoom: after })
  }

  const undos = [
    session.onChange(apply),
    config.onChange((settings) => {
      if (settings.stationMode !== stationMode) isLeft = false
      stationMode = settings.stationMode
      apply()
    }),
  ]
  device.listen({
    zoomKey(change) {
      try {
        zoom(change)
      } catch (error) {
        // From a key there is nobody to answer; the size simply stays.
        log('screen.zoom-not-saved', { error })
      }
    },
    contrastChanged: onChange,
    frontChanged: onChange,
    resumed() {
      log('power.resumed')
      resumed()
    },
  })
  apply()

  return {
    isLocked,
    leave,
    zoom,

    ask(to: LeaveTo | null): void {
      asked = to === null ? null : { to, until: Date.now() + askingMs }
      onChange()
    },

    /** Whether the code was a badge for the supervisor's dialog; then nobody else has to answer it. */
    takes(text: string): boolean {
      const barcode = classify(text)
      if (barcode.kind !== 'badge') return false
      const { token } = barcode
      const now = Date.now()
      // Read twice by a nervous hand, the badge that left would also sign in.
      if (token === lastBadge.token && now - lastBadge.at < badgeAgainMs) return true
      if (asked === null || now > asked.until || !isLocked()) return false
      lastBadge = { token, at: now }
      leaveByBadge(asked.to, token).catch((error: unknown) => log('station-mode.bug', { error }))
      return true
    },

    returnToStationMode(): void {
      isLeft = false
      changed()
    },

    /** Again while it runs: from the beginning. */
    clean(): void {
      clearTimeout(timer)
      cleaningUntil = Date.now() + cleaningMs
      timer = setTimeout(endCleaning, cleaningMs)
      device.ignoreInput(true)
      log('screen.cleaning')
      onChange()
    },

    state: (): ScreenState => ({
      stationMode,
      isLocked: isLocked(),
      awaitsBadge: asked !== null,
      zoom: config.settings().zoom,
      isInFront: device.isInFront(),
      systemContrast: device.systemContrast(),
      cleaningUntil,
    }),

    stop(): void {
      for (const undo of undos) undo()
      clearTimeout(timer)
      device.ignoreInput(false)
      device.keepDisplayOn(false)
    },
  }
}

export type StationScreen = ReturnType<typeof createScreen>
