export const administrationCommands = ['prepare-database', 'move-database'] as const
export type AdministrationCommand = (typeof administrationCommands)[number]

/** Which of them the arguments ask for, as `prepare-database` or `--prepare-database`. */
export function administrationCommandIn(args: readonly string[]): AdministrationCommand | null {
  return administrationCommands.find((name) => args.includes(name) || args.includes(`--${name}`)) ?? null
}
