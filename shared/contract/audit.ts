import { z } from 'zod'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

const plantEventSchema = z.object({
  id: z.string(),
  kind: z.enum(['administrator-recovered', 'copy-restored']),
  /** Epoch ms. */
  at: z.number(),
  host: z.string(),
  osUser: z.string(),
  employeeId: z.string(),
  made: z.boolean(),
  /** Epoch ms of the copy; 0 for none. */
  copyOf: z.number(),
})
export type PlantEventRow = z.infer<typeof plantEventSchema>

const figuresSchema = z.object({
  produced: z.number(),
  approved: z.number(),
  rejected: z.number(),
  /** Only those whose figure was replaced. */
  batches: z.array(z.object({ lote: z.number(), produced: z.number() })),
})

const replacedFiguresSchema = z.object({
  id: z.string(),
  kind: z.literal('figures-replaced'),
  /** Epoch ms. */
  at: z.number(),
  orderNumber: z.string(),
  before: figuresSchema,
  after: figuresSchema,
  /** The order's, as stored. */
  statusBefore: z.string(),
  statusAfter: z.string(),
})
export type ReplacedFiguresRow = z.infer<typeof replacedFiguresSchema>

/**
 * What was done to the plant past its screens, for its administrators: by a command on the PC that holds it, and by
 * another program to the figures of an order.
 */
export const auditCommands = commands({
  'audit.unseen': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    input: nothing,
    output: z.object({
      events: z.array(z.discriminatedUnion('kind', [plantEventSchema, replacedFiguresSchema])),
      /** Orders' figures that were replaced as well and are not among the events. */
      moreFigures: z.number(),
      /** Who asks is signed in with a one-time password and owes one of their own. */
      ownPasswordDue: z.boolean(),
    }),
  },
  'audit.markSeen': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    input: z.object({ id: z.string().regex(/^[0-9a-f]{24}$/) }).strict(),
    output: done,
  },
  /** Every replacing of figures up to then, also those that were not listed: a database taken over may have hundreds. */
  'audit.markFiguresSeen': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    /** Epoch ms. */
    input: z.object({ until: z.number().int().min(0) }).strict(),
    output: done,
  },
  /** Only for whoever has a one-time password. It ends the sign-in: the new password is proved by using it. */
  'audit.setOwnPassword': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    input: z.object({ password: z.string().max(200) }).strict(),
    output: done,
  },
})
