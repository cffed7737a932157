/**
 * The verbs that more than one station knows. A printed command, a key and a touch are three ways to the same one. What
 * only one station knows it declares itself; a verb that the open station does not know is answered, never obeyed.
 */
export const frameCommands = [
  'UNDO',
  'ACK',
  'CLEAR',
  'SIGNOUT',
  'APPROVE',
  'REJECT',
  'CLOSE',
  'NEXT',
  'YES',
  'NO',
  'HELP',
  'CLEAN',
] as const
export type FrameCommand = (typeof frameCommands)[number]

/** Those that the core answers by itself, whichever station is open. */
export const coreCommands = ['ACK', 'UNDO', 'SIGNOUT', 'CLEAN'] as const satisfies readonly FrameCommand[]

const openPrefix = 'GO'

/** The command that opens a station at this PC; letters and digits alone, as every code of ours. */
export function openCommand(word: string): string {
  return openPrefix + word.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
}
