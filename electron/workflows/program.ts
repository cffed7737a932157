import type { programCommands } from '../../shared/contract/program.ts'
import { mayNow } from '../../shared/domain/permissions.ts'
import { failure, success } from '../../shared/result.ts'
import type { ProgramTools } from '../diagnosis/program-tools.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'
import { writtenFile } from './written-file.ts'

interface ProgramWorkflowParts {
  readonly tools: ProgramTools
  readonly log: Log
}

export function programToolsWorkflows({ tools, log }: ProgramWorkflowParts): WorkflowsOf<keyof typeof programCommands> {
  return {
    'program.about': async () => success(await tools.about()),
    'program.openLicences': () => writtenFile(log, tools.openLicences),

    async 'program.exportDiagnostics'({ withDumps }, by) {
      const mayAlways = by !== null && mayNow(by, 'manage_settings')
      if (!mayAlways && !tools.isFailing()) return failure('no-permission')
      const written = await writtenFile(log, () => tools.exportDiagnostics(withDumps))
      if (written.ok) log('diagnostics.exported', { file: written.value.file, withDumps, by: by?.employee_id })
      return written
    },

    async 'program.restart'() {
      if (!tools.hasFailed()) return failure('no-permission')
      tools.startAgain()
      return success({})
    },
  }
}
