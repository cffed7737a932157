/** The oldest server that has all the program uses (a major version). */
export const oldestMajor = 6

/**
 * The first releases without CVE-2025-14847, in which anybody who reaches the port reads the server's memory through
 * zlib: by `major.minor`. Later lines never had it.
 */
const fixedPatch: Readonly<Record<string, number>> = { '4.4': 30, '5.0': 32, '6.0': 27, '7.0': 28, '8.0': 17, '8.2': 3 }

/** @param version `versionArray` of `buildInfo` */
export function isTooOld([major = 0]: readonly number[]): boolean {
  return major < oldestMajor
}

/** Whether the server is older than the fix. The short-lived lines between (5.1 … 8.1) never got one. */
export function leaksMemory([major = 0, minor = 0, patch = 0]: readonly number[]): boolean {
  const fixed = fixedPatch[`${major}.${minor}`]
  if (fixed !== undefined) return patch < fixed
  return major < 8 || (major === 8 && minor < 2)
}
