import type { stationCommands } from '../../shared/contract/station.ts'
import { failure, success } from '../../shared/result.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Session } from '../people/session.ts'
import type { StationDesk } from '../station/desk.ts'
import { signInFailure } from './session.ts'

export interface StationWorkflowParts {
  readonly desk: StationDesk
  readonly session: Pick<Session, 'supervisorByPassword'>
}

/** The page's commands of whichever station is open: each goes into the same queue as a scan. */
export function stationWorkflows({ desk, session }: StationWorkflowParts): WorkflowsOf<keyof typeof stationCommands> {
  const { station } = desk
  const done = success({})
  return {
    async 'station.open'({ word }) {
      await station.input({ kind: 'open', word })
      return done
    },
    async 'station.typeCode'({ code }) {
      await station.scan({ text: code, scannerId: 'keypad' })
      return done
    },
    async 'station.command'({ command }) {
      await station.input({ kind: 'command', command })
      return done
    },
    async 'station.supervise'({ identifier, password, reason }) {
      const answer = await session.supervisorByPassword(identifier, password)
      if (answer.kind !== 'supervisor') return signInFailure(answer)
      await desk.supervised(answer.who, reason)
      return done
    },
    async 'station.listConflicts'() {
      return success({ conflicts: await desk.conflicts() })
    },
    async 'station.resolveConflict'({ id, reason }, by) {
      const resolved = await desk.resolveConflict(id, by?.employee_id ?? '', reason)
      return resolved ? done : failure('stale')
    },
  }
}
