import { z } from 'zod'
import { csvSeparators, exportFailures, exportFormats } from '../exports.ts'
import { listNames } from '../lists.ts'
import { commands } from './command.ts'
import { listFilterSchema } from './list-filter.ts'
import { done, nothing } from './session.ts'

/** The last row of a page, as the page was given it. */
const placeSchema = z
  .object({ id: z.string().min(1).max(200), at: z.union([z.number(), z.string().max(4000)]).nullable() })
  .strict()

const valueSchema = z.union([z.string(), z.number(), z.boolean()]).nullable()
/** Values in the order of the list's columns; dates as epoch ms. */
const rowSchema = z.object({ id: z.string(), values: z.array(valueSchema) })
export type ListRow = z.infer<typeof rowSchema>
export type ListValue = z.infer<typeof valueSchema>

const exportStateSchema = z.object({
  phase: z.enum(['running', 'done', 'failed', 'cancelled']),
  list: z.enum(listNames),
  format: z.enum(exportFormats),
  rows: z.number(),
  file: z.string(),
  cutCells: z.number(),
  failure: z.enum(exportFailures).nullable(),
})

/**
 * Every list of the plant, looked at and taken out. `view_reports` is the one of the reference's fifteen permissions
 * that is about reading what the plant did and changes nothing; the other `manage_…` are each about one word and allow
 * changes of it. Whoever may read a list on the screen may also take it out, because a screen can be copied. The list
 * of employees needs `manage_users` as well: it is about people, and only who keeps them sees them elsewhere.
 */
export const listsCommands = commands({
  /** One page, by keyset; never `skip`. */
  'lists.read': {
    needs: 'view_reports',
    whenOffline: 'refuse',
    input: z.object({ filter: listFilterSchema, after: placeSchema.nullable() }).strict(),
    output: z.object({ rows: z.array(rowSchema), next: placeSchema.nullable() }),
  },
  /** One device and all its movements, newest first; null where there is none of this IMEI. */
  'lists.device': {
    needs: 'view_reports',
    whenOffline: 'refuse',
    input: z.object({ imei: z.string().trim().min(1).max(40) }).strict(),
    output: z.object({ device: rowSchema.nullable(), movements: z.array(rowSchema) }),
  },
  /** Begins to write the list, with its filter, into the program's folder of exports. One at a time. */
  'lists.export': {
    needs: 'view_reports',
    whenOffline: 'refuse',
    input: z
      .object({ filter: listFilterSchema, format: z.enum(exportFormats), separator: z.enum(csvSeparators) })
      .strict(),
    output: done,
  },
  /** Asked again and again while one runs: a state that is told would be told to every page, for one screen. */
  'lists.exportState': {
    needs: 'view_reports',
    whenOffline: 'works',
    input: nothing,
    output: z.object({ state: exportStateSchema.nullable() }),
  },
  'lists.cancelExport': { needs: 'view_reports', whenOffline: 'works', input: nothing, output: done },
  /** Opens the last export with what this PC has for it; in station mode nothing is opened. */
  'lists.openExport': { needs: 'view_reports', whenOffline: 'works', input: nothing, output: done },
})
