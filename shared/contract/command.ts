import type { z } from 'zod'
import type { PermissionKey } from '../schemas/stored-words.ts'
import type { StationWord } from '../stations.ts'

/**
 * Who may call a command. `station`: whoever may work at any station of this PC, `{ station }`
 * at that one; `supervisor`: by role;
 * `signed-in`: anybody signed in; `nobody-yet`: only while the program is being set up; `anybody`: also signed out.
 */
export type Needs =
  | 'anybody'
  | 'signed-in'
  | 'station'
  | { readonly station: StationWord }
  | 'supervisor'
  | 'nobody-yet'
  | PermissionKey

/** What the command does while the database is away. `journal`: kept and written later. */
export type WhenOffline = 'works' | 'journal' | 'refuse'

export interface Command {
  readonly needs: Needs
  readonly whenOffline: WhenOffline
  readonly input: z.ZodType
  readonly output: z.ZodType
}

/** Keeps each command's own types; a command without `needs` or `whenOffline` does not compile. */
export function commands<const Table extends Readonly<Record<`${string}.${string}`, Command>>>(table: Table): Table {
  return table
}
