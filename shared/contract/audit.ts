import { z } from 'zod'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

const auditEventSchema = z.object({
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
export type AuditRow = z.infer<typeof auditEventSchema>

/** What was done to the plant past its screens (by a command on the PC that holds it), for its administrators. */
export const auditCommands = commands({
  'audit.unseen': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    input: nothing,
    output: z.object({
      events: z.array(auditEventSchema),
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
  /** Only for whoever has a one-time password. It ends the sign-in: the new password is proved by using it. */
  'audit.setOwnPassword': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    input: z.object({ password: z.string().max(200) }).strict(),
    output: done,
  },
})
