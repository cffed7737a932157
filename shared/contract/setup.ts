import { z } from 'zod'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

/** First start: one question, then the first administrator. */
export const setupCommands = commands({
  'setup.useThisPc': { needs: 'nobody-yet', whenOffline: 'works', input: nothing, output: done },
  'setup.useDemo': { needs: 'nobody-yet', whenOffline: 'works', input: nothing, output: done },
  /** Tries the connection before it is kept; a failure names what is wrong and what to do. */
  'setup.joinPlant': {
    needs: 'nobody-yet',
    whenOffline: 'works',
    input: z
      .object({
        address: z.string().trim().min(1).max(2000),
        user: z.string().max(200),
        password: z.string().max(1000),
        tls: z.boolean(),
        databaseName: z.string().regex(/^[A-Za-z0-9_-]{1,38}$/),
      })
      .strict(),
    output: done,
  },
  'setup.createAdministrator': {
    needs: 'nobody-yet',
    whenOffline: 'refuse',
    input: z
      .object({
        employee_id: z.string().max(40),
        name: z.string().max(50),
        surname: z.string().max(100),
        password: z.string().max(200),
      })
      .strict(),
    output: done,
  },
})
