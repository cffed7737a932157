import { z } from 'zod'
import { languages, themes } from '../settings.ts'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

/** What the frame's menu does: how this screen looks, and leaving station mode. */
export const screenCommands = commands({
  /** For the person who is signed in, who takes it along to every station; else for this PC. */
  'screen.setLanguage': {
    needs: 'anybody',
    whenOffline: 'works',
    input: z.object({ language: z.enum(languages) }).strict(),
    output: done,
  },
  'screen.setTheme': {
    needs: 'anybody',
    whenOffline: 'works',
    input: z.object({ theme: z.enum(themes) }).strict(),
    output: done,
  },
  'screen.zoom': {
    needs: 'anybody',
    whenOffline: 'works',
    input: z.object({ change: z.enum(['in', 'out', 'reset']) }).strict(),
    output: done,
  },
  /** For 20 seconds touches, clicks and keys do nothing; scans count. */
  'screen.clean': { needs: 'anybody', whenOffline: 'works', input: nothing, output: done },
  /** The dialog that asks for a supervisor is open, or null: while it is, a badge that is scanned answers it. */
  'screen.askToLeave': {
    needs: 'anybody',
    whenOffline: 'works',
    input: z.object({ to: z.enum(['window', 'quit']).nullable() }).strict(),
    output: done,
  },
  /**
   * Leaves station mode until the next start, as a window or for good. While the program is being set up nobody could
   * be asked, and nothing is protected yet: then without a supervisor.
   */
  'screen.leave': {
    needs: 'anybody',
    whenOffline: 'works',
    input: z
      .object({
        to: z.enum(['window', 'quit']),
        identifier: z.string().trim().max(200),
        password: z.string().max(1000),
      })
      .strict(),
    output: done,
  },
  'screen.returnToStationMode': { needs: 'anybody', whenOffline: 'works', input: nothing, output: done },
})
