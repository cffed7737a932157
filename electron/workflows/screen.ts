import type { screenCommands } from '../../shared/contract/screen.ts'
import { success } from '../../shared/result.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'
import type { OwnAppearances } from '../people/own-appearance.ts'
import type { Session } from '../people/session.ts'
import type { StationScreen } from '../screen/screen.ts'
import type { Config } from '../settings/config.ts'
import { signInFailure } from './session.ts'

export interface ScreenWorkflowParts {
  readonly screen: StationScreen
  readonly own: Pick<OwnAppearances, 'choose'>
  readonly config: Pick<Config, 'save'>
  readonly session: Pick<Session, 'supervisorByPassword'>
  readonly settingUp: () => boolean
  readonly log: Log
}

/** The frame's menu. */
export function screenWorkflows(parts: ScreenWorkflowParts): WorkflowsOf<keyof typeof screenCommands> {
  const { screen, own, config, session, settingUp, log } = parts
  const done = success({})
  return {
    async 'screen.setLanguage'({ language }) {
      if (!own.choose({ language })) config.save({ language })
      return done
    },
    async 'screen.setTheme'({ theme }) {
      if (!own.choose({ theme })) config.save({ theme })
      return done
    },
    async 'screen.zoom'({ change }) {
      screen.zoom(change)
      return done
    },
    async 'screen.clean'() {
      screen.clean()
      return done
    },
    async 'screen.askToLeave'({ to }) {
      screen.ask(to)
      return done
    },
    async 'screen.leave'({ to, identifier, password }) {
      if (!screen.isLocked()) return done
      if (settingUp()) {
        screen.leave(to, null, 'setting-up')
        return done
      }
      const answer = await session.supervisorByPassword(identifier, password)
      if (answer.kind !== 'supervisor') {
        log('station-mode.not-left', { word: answer.kind === 'failed' ? answer.code : answer.word, by: 'password' })
        return signInFailure(answer)
      }
      screen.leave(to, answer.who.employee_id, 'password')
      return done
    },
    async 'screen.returnToStationMode'() {
      screen.returnToStationMode()
      return done
    },
  }
}
