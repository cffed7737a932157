import type { EventName, Events } from '../shared/contract/events.ts'
import { programCommands } from '../shared/contract/program.ts'
import { failure, success } from '../shared/result.ts'
import type { ProgramTools } from './diagnosis/program-tools.ts'
import type { Door } from './door.ts'
import type { Log } from './log/log.ts'
import { programToolsWorkflows } from './workflows/program.ts'

interface FailedDoorParts {
  readonly logId: string
  readonly tools: ProgramTools
  readonly log: Log
  readonly tell: <Name extends EventName>(name: Name, value: Events[Name]) => void
}

/** The door of a program that did not start: it says so, gives a diagnosis, and starts again when it is asked to. */
export function failedDoor({ logId, tools, log, tell }: FailedDoorParts): Door {
  tools.fail()
  const workflows = programToolsWorkflows({ tools, log })
  return async (name, input) => {
    switch (name) {
      case 'page.ready':
        tell('program.failed', { logId })
        return success({})
      case 'page.failed':
        log('page.failed', { message: String(input).slice(0, 200) })
        return success({})
      case 'program.exportDiagnostics': {
        const parsed = programCommands[name].input.safeParse(input)
        return parsed.success ? workflows[name](parsed.data, null) : failure('bad-input')
      }
      case 'program.about':
      case 'program.openLicences':
      case 'program.restart':
        return workflows[name]({}, null)
      default:
        return failure('internal', undefined, logId)
    }
  }
}
