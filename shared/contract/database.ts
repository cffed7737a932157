import { z } from 'zod'
import { serverWarnings } from '../database.ts'
import { databaseNameForm } from '../setting-values.ts'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

/** Where a plant's database is and who signs in there. It only ever goes from the page to the program. */
export const plantAddressSchema = z
  .object({
    address: z.string().trim().min(1).max(2000),
    user: z.string().max(200),
    password: z.string().max(1000),
    tls: z.boolean(),
    /** PEM file of the authority that signed the server's certificate; empty where the system knows it. */
    certificateFile: z.string().trim().max(1000).default(''),
    databaseName: z.string().regex(databaseNameForm),
  })
  .strict()

export const serverFactsSchema = z.object({
  version: z.string(),
  set: z.string(),
  members: z.array(z.string()).readonly(),
  isEncrypted: z.boolean(),
  clockSkewMs: z.number(),
  roundTripMs: z.number(),
  warnings: z.array(z.enum(serverWarnings)).readonly(),
  missingIndexes: z.array(z.string()).readonly(),
})

export const databaseCommands = commands({
  'database.read': {
    needs: 'manage_settings',
    whenOffline: 'works',
    input: nothing,
    output: z.object({
      /** The variable that sets the database of this PC, or empty. */
      variable: z.string(),
      /** Where an embedded database lies, or empty. */
      folder: z.string(),
    }),
  },
  /** Tries the database in use, step by step; a failure names what is wrong and what to do. */
  'database.test': { needs: 'manage_settings', whenOffline: 'works', input: nothing, output: serverFactsSchema },
  /** Copies this PC's database to a server, compares, switches; answers when all is done. Progress is in the state. */
  'database.move': {
    needs: 'manage_settings',
    whenOffline: 'refuse',
    input: plantAddressSchema,
    output: z.object({ documents: z.number(), folder: z.string() }),
  },
  'database.cancelMove': { needs: 'manage_settings', whenOffline: 'works', input: nothing, output: done },
  /** Back to the question of the first start; nothing is deleted. */
  'database.leave': { needs: 'manage_settings', whenOffline: 'works', input: nothing, output: done },
})
