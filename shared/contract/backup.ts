import { z } from 'zod'
import { backupFailures, backupSettingsSchema } from '../backup.ts'
import { commands } from './command.ts'
import { nothing } from './session.ts'

const backupStateSchema = z.object({
  lastGoodAt: z.number().nullable(),
  since: z.number(),
  running: z.boolean(),
  failure: z.enum(backupFailures).nullable(),
  detail: z.string(),
  folder: z.string(),
})

/** Null where the database is not this PC's own: a plant's server and the demo plant have no backup of ours. */
const stateOrNone = z.object({ state: backupStateSchema.nullable() })

export const backupCommands = commands({
  'backup.read': {
    needs: 'manage_settings',
    whenOffline: 'works',
    input: nothing,
    output: stateOrNone.extend({
      defaultFolder: z.string(),
      settings: backupSettingsSchema,
      forced: z.array(z.string()),
    }),
  },
  'backup.save': {
    needs: 'manage_settings',
    whenOffline: 'works',
    input: backupSettingsSchema.strict(),
    output: stateOrNone,
  },
  /** Answers when the copy is made or has failed; the state says which. */
  'backup.now': { needs: 'manage_settings', whenOffline: 'refuse', input: nothing, output: stateOrNone },
})
