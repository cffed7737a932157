export const administrationCommands = [
  'prepare-database',
  'move-database',
  'check-data',
  'restore',
  'recover-administrator',
] as const
export type AdministrationCommand = (typeof administrationCommands)[number]

/**
 * Which of them the arguments ask for: `restore …` as after `npm run`, `--restore …` as after the program's name, where
 * Chromium's and test tools' own switches may stand before it.
 */
export function administrationCommandIn(args: readonly string[]): AdministrationCommand | null {
  return administrationCommands.find((name) => args[0] === name || args.includes(`--${name}`)) ?? null
}
