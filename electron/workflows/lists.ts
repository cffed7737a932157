import type { ListFilter } from '../../shared/contract/list-filter.ts'
import type { listsCommands } from '../../shared/contract/lists.ts'
import { mayNow } from '../../shared/domain/permissions.ts'
import { listPageRows } from '../../shared/lists.ts'
import { failure, success } from '../../shared/result.ts'
import type { ListsRepository } from '../db/lists/lists.ts'
import type { WorkflowsOf } from '../door.ts'
import type { ExportDesk } from '../export/export-desk.ts'
import { listRow } from '../lists/list-values.ts'
import type { Log } from '../log/log.ts'
import type { SignedIn } from '../people/signed-in.ts'

export interface ListsWorkflowParts {
  /** Null until the database was reached once. */
  readonly lists: () => ListsRepository | null
  readonly exports: ExportDesk
  readonly log: Log
}

/** The lists of the office, page by page, and taken out as a file. */
export function listsWorkflows({ lists, exports, log }: ListsWorkflowParts): WorkflowsOf<keyof typeof listsCommands> {
  return {
    async 'lists.read'({ filter, after }, by) {
      if (!mayRead(filter, by)) return failure('no-permission')
      const repository = lists()
      if (repository === null) return failure('database-away')
      if (after !== null && !repository.isPosition(after)) return failure('bad-input', { field: 'after', problem: '' })
      const { rows, next } = await repository.read(await repository.resolve(filter), { after, limit: listPageRows })
      return success({ rows: rows.map((row) => listRow(filter.list, row)), next })
    },

    async 'lists.device'({ imei }) {
      const repository = lists()
      if (repository === null) return failure('database-away')
      const found = await repository.device(imei)
      if (found === null) return success({ device: null, movements: [] })
      return success({
        device: listRow('devices', found.device),
        movements: found.movements.map((movement) => listRow('movements', movement)),
      })
    },

    async 'lists.export'({ filter, format, separator }, by) {
      if (!mayRead(filter, by)) return failure('no-permission')
      const repository = lists()
      if (repository === null) return failure('database-away')
      const resolved = await repository.resolve(filter)
      // Another one runs: whoever sees its progress waits for it or ends it.
      if (!exports.start({ filter: resolved, format, separator })) return failure('stale')
      log('export.asked', { list: filter.list, view: filter.by.view, format, by: by?.employee_id })
      return success({})
    },

    async 'lists.exportState'(_input, by) {
      const state = exports.state()
      return success({ state: state !== null && mayRead(state, by) ? state : null })
    },

    async 'lists.cancelExport'() {
      exports.cancel()
      return success({})
    },

    async 'lists.openExport'(_input, by) {
      const state = exports.state()
      if (state === null || !mayRead(state, by)) return failure('not-found')
      return (await exports.open()) ? success({}) : failure('not-found')
    },
  }
}

/** The list of people needs the right to keep them as well; see shared/contract/lists.ts. */
function mayRead({ list }: Pick<ListFilter, 'list'>, by: SignedIn | null): boolean {
  return list !== 'employees' || (by !== null && mayNow(by, 'manage_users'))
}
