import { z } from 'zod'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

/** The program itself: what it is made of, what it can say when something is wrong, and starting it again. */
export const programCommands = commands({
  'program.about': {
    needs: 'anybody',
    whenOffline: 'works',
    input: nothing,
    output: z.object({
      /** Name of the part → its version; `server` is missing while the database is not there. */
      versions: z.record(z.string(), z.string()),
      licences: z.string(),
    }),
  },
  'program.openLicences': {
    needs: 'anybody',
    whenOffline: 'works',
    input: nothing,
    output: z.object({ file: z.string() }),
  },
  /**
   * One zip with what a technician needs and no secret. While all is well it takes `manage_settings`; where the program
   * or its database does not start nobody can sign in, and whoever stands there may.
   */
  'program.exportDiagnostics': {
    needs: 'anybody',
    whenOffline: 'works',
    input: z.object({ withDumps: z.boolean() }).strict(),
    output: z.object({ file: z.string() }),
  },
  /** Only on the screen that says that the program did not start. */
  'program.restart': { needs: 'anybody', whenOffline: 'works', input: nothing, output: done },
})
