/** `ose-copy-<installation>-<UTC time>.osecopy`; the name exists only once the copy was read back. */
const name = /^ose-copy-([0-9a-f]{8})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.osecopy$/
export const partEnding = '.part'

export interface CopyName {
  readonly name: string
  /** The first eight characters of the installation that made it: several PCs may share a folder. */
  readonly owner: string
  /** Epoch ms. */
  readonly at: number
}

export function copyName(installation: string, at: number): string {
  const time = new Date(at).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '')
  return `ose-copy-${ownerOf(installation)}-${time}.osecopy`
}

export function ownerOf(installation: string): string {
  return installation.replaceAll('-', '').slice(0, 8).toLowerCase()
}

/** Null for a file that is none of ours. */
export function readCopyName(file: string): CopyName | null {
  const found = name.exec(file)
  if (found === null) return null
  const [, owner = '', year, month, day, hour, minute, second] = found
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(at) ? null : { name: file, owner, at }
}

/**
 * Which copies of one installation are over: older than `days`, but never the newest, so that a PC that was off for a
 * month, or a wrong clock, does not end with none.
 */
export function copiesToDrop(files: readonly string[], installation: string, days: number, now: number): string[] {
  const own = files
    .flatMap((file) => readCopyName(file) ?? [])
    .filter(({ owner }) => owner === ownerOf(installation))
    .sort((one, other) => other.at - one.at)
  return own.slice(1).flatMap((copy) => (copy.at < now - days * 86_400_000 ? [copy.name] : []))
}
