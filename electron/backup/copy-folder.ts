import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { copiesToDrop, ownerOf, partEnding, readCopyName } from '../../shared/domain/copy-name.ts'

/** The folder within the data folder that is used while none is set. */
export function defaultCopyFolder(dataFolder: string): string {
  return join(dataFolder, 'backups')
}

/**
 * Sees that copies can be written there. Only the default folder is made: where a USB disk or share is not there, a
 * new folder of its name would fill this PC's own disk without a word.
 * @throws the file system's error.
 */
export async function openCopyFolder(folder: string, isDefault: boolean): Promise<void> {
  if (isDefault) await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await stat(folder)
  if (!found.isDirectory()) throw Object.assign(new Error(`${folder} is no folder`), { code: 'ENOTDIR' })
  const probe = join(folder, `.ose-copy-probe-${process.pid}`)
  await (await open(probe, 'w', 0o600)).close()
  await rm(probe, { force: true })
}

/** The newest copy of this installation; null where there is none, or the folder is away. */
export async function newestCopy(folder: string, installation: string): Promise<{ name: string; at: number } | null> {
  const names = await readdir(folder).catch(() => [])
  const own = names.flatMap((name) => readCopyName(name) ?? []).filter(({ owner }) => owner === ownerOf(installation))
  return own.sort((one, other) => other.at - one.at)[0] ?? null
}

/** Removes what is over, and halves that a kill left behind. @returns the names of the copies removed. */
export async function dropOldCopies(folder: string, installation: string, days: number, now: number) {
  const names = await readdir(folder)
  const dropped = copiesToDrop(names, installation, days, now)
  const halves = names.filter((name) => {
    const whole = name.endsWith(partEnding) ? readCopyName(name.slice(0, -partEnding.length)) : null
    return whole !== null && whole.owner === ownerOf(installation)
  })
  for (const name of [...dropped, ...halves]) await rm(join(folder, name), { force: true })
  return dropped
}
