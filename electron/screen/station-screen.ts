import type { Clock } from '../clock/clock.ts'
import type { DatabaseLink } from '../database/database-link.ts'
import type { PreferencesRepository } from '../db/people/preferences.ts'
import type { Log } from '../log/log.ts'
import { createOwnAppearance } from '../people/own-appearance.ts'
import type { Session } from '../people/session.ts'
import type { ScannerDesk } from '../scanner-desk/scanner-desk.ts'
import type { Config } from '../settings/config.ts'
import type { Station } from '../station/station.ts'
import { createScreen, type ScreenDevice } from './screen.ts'

interface StationScreenParts {
  readonly config: Config
  readonly session: Session
  readonly device: ScreenDevice
  readonly clock: Clock
  readonly log: Log
  readonly preferences: () => PreferencesRepository | null
  /** What is looked at again when the PC wakes up; made after the screen, which shows from the first moment. */
  readonly parts: () => {
    readonly station: Pick<Station, 'say'>
    readonly scanners: Pick<ScannerDesk, 'lookAgain'>
    readonly link: Pick<DatabaseLink, 'lookAgain'> | null
  }
  readonly onChange: () => void
}

/** Puts together what is this PC's screen and what is its person's. */
export function createStationScreen({ parts, ...given }: StationScreenParts) {
  const { config, session, device, clock, log, preferences, onChange } = given
  const own = createOwnAppearance({ session, repository: preferences, now: clock.now, log, onChange })
  const screen = createScreen({
    config,
    session,
    device,
    log,
    onChange,
    refused(word, params) {
      void parts().station.say(word, params)
    },
    resumed() {
      const { link, scanners } = parts()
      link?.lookAgain()
      scanners.lookAgain()
    },
  })
  return {
    own,
    screen,
    view: () => ({ own: own.current(), screen: screen.state() }),
    async stop(): Promise<void> {
      screen.stop()
      await own.stop()
    },
  }
}
