import { z } from 'zod'
import { foreignWhats } from '../domain/foreign-change.ts'
import { fixChoices, healthKinds } from '../domain/health/data-health.ts'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

const findingSchema = z.object({
  id: z.string(),
  kind: z.enum(healthKinds),
  /** The stored name of the collection. */
  collection: z.string(),
  /** What a person knows it by: an IMEI, an order number … */
  label: z.string(),
  /** Documents it is about. */
  count: z.number(),
  facts: params,
  fix: z.enum(['offered', 'by-hand', 'either']),
})
export type FindingRow = z.infer<typeof findingSchema>

export const checkPhases = [
  'devices',
  'duplicates',
  'references',
  'movements',
  'contents',
  'words',
  'figures',
  'customers',
] as const

const checkSchema = z.object({
  state: z.enum(['none', 'running', 'done', 'cancelled', 'failed']),
  phase: z.enum(checkPhases).nullable(),
  /** Documents or index entries looked at in this phase, and about how many there are; 0: not known. */
  done: z.number(),
  total: z.number(),
  /** Epoch ms. */
  startedAt: z.number(),
  endedAt: z.number(),
  /** Devices looked at. */
  devices: z.number(),
  found: z.array(
    z.object({
      kind: z.enum(healthKinds),
      findings: z.number(),
      documents: z.number(),
      /** Findings that are listed: of very many only the first. */
      listed: z.number(),
      offered: z.number(),
    }),
  ),
  logId: z.string(),
})
export type CheckView = z.infer<typeof checkSchema>

const indexesSchema = z.object({
  /** The collection whose indexes are being made now; null: none. */
  making: z.string().nullable(),
  /** Indexes looked after so far, of all. */
  done: z.number(),
  total: z.number(),
  /** How far the server is with this collection, 0–100; null where this user may not know. */
  percent: z.number().nullable(),
  missing: z.array(
    z.object({
      name: z.string(),
      unique: z.boolean(),
      isNeededToRegister: z.boolean(),
      duplicates: z.array(z.string()),
      notAllowed: z.boolean(),
    }),
  ),
})
export type IndexesView = z.infer<typeof indexesSchema>

const foreignRowSchema = z.object({
  id: z.string(),
  what: z.enum(foreignWhats),
  /** Epoch ms of the last of them. */
  at: z.number(),
  collection: z.string(),
  operation: z.string(),
  labels: z.array(z.string()),
  orderNumber: z.string(),
  fields: z.array(z.string()),
  count: z.number(),
  /** What ours was, and what stands there since. */
  ours: z.string(),
  stored: z.string(),
  settled: z.enum(['open', 'repaired', 'accepted', 'gone', 'none']),
})
export type ForeignRow = z.infer<typeof foreignRowSchema>

const plannedSchema = z.object({
  collection: z.string(),
  label: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
})
export type PlannedRow = z.infer<typeof plannedSchema>

const previewSchema = z.object({
  /** Names exactly this plan when it is applied; it is good until the next one is made. */
  preview: z.string(),
  changes: z.array(plannedSchema),
  total: z.number(),
  /** There is more to change than one plan holds: apply this one and ask again. */
  more: z.boolean(),
  /** Findings for which nothing is offered, or nothing is left to do. */
  byHand: z.number(),
})
export type PreviewView = z.infer<typeof previewSchema>

const appliedSchema = z.object({
  applied: z.number(),
  /** Changed by somebody since the plan was made: left as they are. */
  changed: z.array(z.string()),
  /** This station's user may not write there. */
  notAllowed: z.array(z.string()),
})
export type AppliedView = z.infer<typeof appliedSchema>

const rowsPerPage = 50
export const healthPageLength = rowsPerPage

/** The health of the data: what is wrong, what would be changed, and the change. */
export const healthCommands = commands({
  /** How the check, the indexes and the watch for other programs stand; asked again and again while one runs. */
  'health.read': {
    needs: 'manage_settings',
    whenOffline: 'refuse',
    input: nothing,
    output: z.object({
      check: checkSchema,
      indexes: indexesSchema,
      foreign: z.object({ changes: z.number(), open: z.number(), days: z.number() }),
      mayApply: z.boolean(),
    }),
  },
  'health.start': { needs: 'manage_settings', whenOffline: 'refuse', input: nothing, output: done },
  'health.cancel': { needs: 'manage_settings', whenOffline: 'works', input: nothing, output: done },
  'health.findings': {
    needs: 'manage_settings',
    whenOffline: 'works',
    input: z.object({ kind: z.enum(healthKinds), after: z.number().int().min(0) }).strict(),
    output: z.object({ findings: z.array(findingSchema), more: z.boolean() }),
  },
  /** A dry run: exactly what would be changed, from what to what. Changes nothing. */
  'health.preview': {
    needs: 'manage_settings',
    whenOffline: 'refuse',
    input: z
      .object({
        kind: z.enum(healthKinds),
        /** Of these findings alone; without it of all that are listed. */
        findings: z.array(z.string().max(400)).max(1000).optional(),
        choice: z.enum(fixChoices).default('repair'),
      })
      .strict(),
    output: previewSchema,
  },
  'health.apply': {
    needs: 'manage_settings',
    whenOffline: 'refuse',
    input: z.object({ preview: z.string().max(100) }).strict(),
    output: appliedSchema,
  },
  /** What other programs changed, newest first. */
  'health.foreign': {
    needs: 'manage_settings',
    whenOffline: 'refuse',
    input: z
      .object({
        before: z.object({ at: z.number(), id: z.string().max(400) }).nullable(),
        onlyOpen: z.boolean().default(false),
      })
      .strict(),
    output: z.object({ rows: z.array(foreignRowSchema), more: z.boolean() }),
  },
  'health.previewForeign': {
    needs: 'manage_settings',
    whenOffline: 'refuse',
    input: z.object({ id: z.string().max(400), choice: z.enum(fixChoices).default('repair') }).strict(),
    output: previewSchema,
  },
})
