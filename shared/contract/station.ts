import { z } from 'zod'
import { subjectSchema } from '../station/subject-schema.ts'
import { commandWords, stationWords } from '../stations.ts'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

const conflictSchema = z.object({
  id: z.string(),
  at: z.number(),
  subject: subjectSchema,
  operator: z.string(),
  station: z.string(),
  word: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type ConflictRow = z.infer<typeof conflictSchema>

/**
 * What every station's page sends. Verdicts come as the event `station.verdict`, whatever the way in was (code, key or
 * touch); the answer of a command only says that it was taken.
 */
export const stationCommands = commands({
  /** Opens a station at this PC; null goes back to the choice. */
  'station.open': {
    needs: 'station',
    whenOffline: 'works',
    input: z.object({ word: z.enum(stationWords).nullable() }).strict(),
    output: done,
  },
  /** A code typed on the on-screen keypad or keyboard: the same queue as a scan. */
  'station.typeCode': {
    needs: 'station',
    whenOffline: 'journal',
    input: z.object({ code: z.string().min(1).max(4096) }).strict(),
    output: done,
  },
  /** A key or a touch: the same as its printed command. */
  'station.command': {
    needs: 'station',
    whenOffline: 'journal',
    input: z.object({ command: z.enum(commandWords) }).strict(),
    output: done,
  },
  /** A supervisor's ID and password instead of the badge: good for the one act that is offered now. */
  'station.supervise': {
    needs: 'station',
    whenOffline: 'refuse',
    input: z
      .object({
        identifier: z.string().trim().min(1).max(200),
        password: z.string().min(1).max(1000),
        reason: z.string().trim().max(200),
      })
      .strict(),
    output: done,
  },
  'station.listConflicts': {
    needs: 'station',
    whenOffline: 'refuse',
    input: nothing,
    output: z.object({ conflicts: z.array(conflictSchema) }),
  },
  'station.resolveConflict': {
    needs: 'supervisor',
    whenOffline: 'refuse',
    input: z.object({ id: z.string().regex(/^[0-9a-f]{24}$/), reason: z.string().trim().min(3).max(200) }).strict(),
    output: done,
  },
})
