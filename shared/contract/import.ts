import { z } from 'zod'
import { importKinds } from '../domain/import/import-cell.ts'
import {
  fileReasons,
  importLimits,
  importModes,
  importPieceBytes,
  keptRows,
  keptTables,
} from '../domain/import/import-file.ts'
import { importReasons } from '../domain/import/import-reasons.ts'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const kind = z.enum(importKinds)

const problemSchema = z.object({ field: z.string(), reason: z.enum(importReasons), params })
const mappingSchema = z.array(z.string().max(60).nullable()).max(importLimits.columns)

const tableSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused'), reason: z.enum(fileReasons), params }),
  z.object({
    kind: z.literal('table'),
    format: z.enum(['csv', 'xlsx']),
    sheets: z.array(z.string()),
    sheet: z.string(),
    encoding: z.string(),
    separator: z.string(),
    rows: z.number(),
    /** Each column's title and its first values. */
    columns: z.array(z.object({ title: z.string(), samples: z.array(z.string()) })),
    mapping: mappingSchema,
    /** The mapping is the one that was used for such a file before. */
    isRemembered: z.boolean(),
  }),
])
export type ImportTableView = z.infer<typeof tableSchema>

const checkedSchema = z.object({
  rows: z.number(),
  /** Would be made; are in the database already; are refused for another reason. */
  create: z.number(),
  stored: z.number(),
  refused: z.number(),
  /** Most frequent first. */
  reasons: z.array(z.object({ field: z.string(), reason: z.enum(importReasons), count: z.number() })),
  sha256: z.string(),
})
export type CheckedImport = z.infer<typeof checkedSchema>

const rowSchema = z.object({
  row: z.number(),
  outcome: z.enum(['create', 'stored', 'refused']),
  /** What stands in the first columns that are imported. */
  cells: z.array(z.string()),
  problems: z.array(problemSchema),
})
export type ImportRowView = z.infer<typeof rowSchema>

const ranSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['file-changed', 'has-refused', 'index-missing']) }),
  z.object({
    kind: z.literal('ran'),
    stored: z.number(),
    /** Refused while they were written: somebody else was quicker. */
    refused: z.array(z.object({ row: z.number(), problems: z.array(problemSchema) })),
    isCancelled: z.boolean(),
    isUndone: z.boolean(),
    /** Of employees; nowhere else and never again. */
    passwords: z.array(z.object({ employee_id: z.string(), name: z.string(), password: z.string() })),
  }),
])
export type RanImport = z.infer<typeof ranSchema>

const recentSchema = z.object({
  id: z.string(),
  kind,
  file: z.string(),
  at: z.number(),
  employee: z.string(),
  state: z.enum(['writing', 'stored', 'done', 'undone']),
  rows: z.number(),
  stored: z.number(),
  refused: z.number(),
  isCancelled: z.boolean(),
  isRecovered: z.boolean(),
})
export type RecentImport = z.infer<typeof recentSchema>

const signedIn = { needs: 'signed-in', whenOffline: 'refuse' } as const

/**
 * Import of a file: begun, given in pieces, read, checked, run. The page never names a path; it gives the bytes of the
 * file that a person chose. Which right it takes is the kind's (`importRights`), looked at with every command.
 */
export const importCommands = commands({
  'import.begin': {
    ...signedIn,
    input: z
      .object({ kind, file: z.string().min(1).max(255), bytes: z.number().int().min(0).max(importLimits.fileBytes) })
      .strict(),
    output: done,
  },
  'import.piece': {
    ...signedIn,
    input: z
      .object({ bytes: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= importPieceBytes) })
      .strict(),
    output: z.object({ received: z.number() }),
  },
  /** Reads what was given; of a workbook the first sheet, or the one that is named. */
  'import.read': {
    ...signedIn,
    input: z.object({ sheet: z.string().max(100).nullable() }).strict(),
    output: tableSchema,
  },
  /** What would happen, row by row; remembers the mapping. Stores nothing of the file. */
  'import.check': { ...signedIn, input: z.object({ mapping: mappingSchema }).strict(), output: checkedSchema },
  'import.rows': {
    ...signedIn,
    input: z
      .object({
        from: z.number().int().min(0),
        count: z.number().int().min(1).max(200),
        only: z.enum(['all', 'refused']),
      })
      .strict(),
    output: z.object({ total: z.number(), rows: z.array(rowSchema), fields: z.array(z.string()) }),
  },
  /** Answers when it is done, cancelled or undone. `sha256` is the file's as it is now. */
  'import.run': {
    ...signedIn,
    input: z.object({ mode: z.enum(importModes), sha256: z.string().max(64) }).strict(),
    output: ranSchema,
  },
  'import.progress': {
    ...signedIn,
    input: nothing,
    output: z.object({
      phase: z.enum(['idle', 'reading', 'checking', 'passwords', 'writing']),
      done: z.number(),
      total: z.number(),
    }),
  },
  /** The run that is on its way answers what came of it. */
  'import.cancel': { needs: 'signed-in', whenOffline: 'works', input: nothing, output: done },
  'import.close': { needs: 'signed-in', whenOffline: 'works', input: nothing, output: done },
  /**
   * Writes what the page shows into a file beside the exports: its words are the person's language, which the main
   * process does not speak. The page gives cells, no name and no path.
   */
  'import.keep': {
    needs: 'signed-in',
    whenOffline: 'works',
    input: z
      .object({
        kind,
        table: z.enum(keptTables),
        rows: z
          .array(z.array(z.string().max(2000)).max(100))
          .min(1)
          .max(keptRows + 1),
      })
      .strict(),
    output: z.object({ file: z.string() }),
  },
  /** The last imports of what this person may import. */
  'import.recent': { ...signedIn, input: nothing, output: z.object({ imports: z.array(recentSchema) }) },
})
