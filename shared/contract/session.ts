import { z } from 'zod'
import { commands } from './command.ts'

export const nothing = z.object({}).strict()
export const done = z.object({})

export const sessionCommands = commands({
  'session.signIn': {
    needs: 'anybody',
    whenOffline: 'refuse',
    input: z.object({ identifier: z.string().trim().min(1).max(200), password: z.string().min(1).max(1000) }).strict(),
    output: done,
  },
  'session.signOut': { needs: 'signed-in', whenOffline: 'works', input: nothing, output: done },
  /** The person is there: a key or touch puts off the automatic sign-out, as a scan does. */
  'session.stay': { needs: 'anybody', whenOffline: 'works', input: nothing, output: done },
})
