import { z } from 'zod'
import { commands } from './command.ts'
import { plantAddressSchema, serverFactsSchema } from './database.ts'
import { done, nothing } from './session.ts'

/** First start: one question, then the first administrator. */
export const setupCommands = commands({
  'setup.useThisPc': { needs: 'nobody-yet', whenOffline: 'works', input: nothing, output: done },
  'setup.useDemo': { needs: 'nobody-yet', whenOffline: 'works', input: nothing, output: done },
  /** Only tries it. */
  'setup.testPlant': {
    needs: 'nobody-yet',
    whenOffline: 'works',
    input: plantAddressSchema,
    output: serverFactsSchema,
  },
  /** Tries the connection before it is kept; a failure names what is wrong and what to do. */
  'setup.joinPlant': {
    needs: 'nobody-yet',
    whenOffline: 'works',
    input: plantAddressSchema,
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
