import type { ZoomChange } from '../../shared/domain/zoom.ts'
import { zoomAfter } from '../../shared/domain/zoom.ts'
import type { ScreenState } from '../../shared/state.ts'
import type { Log } from '../log/log.ts'
import type { RefusedSignIn } from '../people/authentication.ts'
import type { Session } from '../people/session.ts'
import type { Config } from '../settings/config.ts'
import { createCleaning } from './cleaning.ts'
import { createStationMode } from './station-mode.ts'

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

/** This PC's screen: station mode and who may leave it, cleaning, size, and that it stays on. */
export function createScreen({ config, session, device, log, refused, resumed, onChange }: ScreenParts) {
  const { quit } = device
  const mode = createStationMode({
    ...{ mode: config.settings().stationMode, session, log, quit, refused, onAsk: onChange },
    onLock() {
      apply()
      onChange()
    },
  })
  const cleaning = createCleaning(device.ignoreInput, onChange)

  function apply(): void {
    device.lock(mode.isLocked())
    device.zoom(config.settings().zoom)
    device.keepDisplayOn(mode.mode() === 'kiosk' || session.current() !== null)
  }

  function zoom(change: ZoomChange): void {
    const { zoom: before } = config.settings()
    const after = zoomAfter(before, change)
    if (after !== before) config.save({ zoom: after })
  }

  const undos = [
    session.onChange(apply),
    config.onChange(({ stationMode }) => {
      mode.set(stationMode)
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
    isLocked: mode.isLocked,
    leave: mode.leave,
    ask: mode.ask,
    takes: mode.takes,
    returnToStationMode: mode.enter,
    zoom,

    clean(): void {
      cleaning.begin()
      log('screen.cleaning')
      onChange()
    },

    state: (): ScreenState => ({
      stationMode: mode.mode(),
      isLocked: mode.isLocked(),
      awaitsBadge: mode.awaitsBadge(),
      zoom: config.settings().zoom,
      isInFront: device.isInFront(),
      systemContrast: device.systemContrast(),
      cleaningUntil: cleaning.until(),
    }),

    stop(): void {
      for (const undo of undos) undo()
      cleaning.stop()
      device.keepDisplayOn(false)
    },
  }
}

export type StationScreen = ReturnType<typeof createScreen>
