import type { databaseCommands } from '../../shared/contract/database.ts'
import { failure, success } from '../../shared/result.ts'
import type { ProgramDatabase } from '../database/program-database.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'
import { connectionStringOf } from '../settings/plant-address.ts'

export interface DatabaseWorkflowParts {
  readonly database: ProgramDatabase
  /** Scans that are in the journal and not yet in the database. */
  readonly keptScans: () => number
  /** Closes what is open at the station and signs out: both belong to the database that is left. */
  readonly endWork: () => Promise<void>
  readonly log: Log
}

/** Which database this PC uses: tried, moved to a server, left. */
export function databaseWorkflows(parts: DatabaseWorkflowParts): WorkflowsOf<keyof typeof databaseCommands> {
  const { database, keptScans, endWork, log } = parts
  return {
    async 'database.read'() {
      return success({ variable: database.variable(), folder: database.folder() })
    },

    async 'database.test'(_input, by) {
      const tested = await database.test()
      log('database.tested', { by: by?.employee_id, ...(tested.ok ? tested.value : tested.error) })
      return tested
    },

    async 'database.move'(input, by) {
      const text = connectionStringOf(input)
      if (text === null) return failure('connection-string-invalid')
      log('database.move', { by: by?.employee_id, databaseName: input.databaseName })
      return database.move(text, input.databaseName)
    },

    async 'database.cancelMove'() {
      database.cancelMove()
      return success({})
    },

    async 'database.leave'(_input, by) {
      const count = keptScans()
      if (count > 0) return failure('scans-kept', { count })
      const variable = database.variable()
      if (variable !== '') return failure('setting-by-variable', { variable })
      log('database.left', { by: by?.employee_id })
      await endWork()
      return (await database.leave()) ?? success({})
    },
  }
}
