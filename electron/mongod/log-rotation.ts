import { rename, stat } from 'node:fs/promises'

const kept = 5
const largestBytes = 10 * 2 ** 20

/**
 * Puts the last log aside as `.1` … `.5`. Within one run of the program only a large one is put aside, so that a server
 * which keeps dying does not push the log of its first death out.
 */
export async function rotateLog(path: string, isFirstStart: boolean): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size === 0 || (!isFirstStart && size < largestBytes)) return
  for (let number = kept - 1; number >= 1; number -= 1) {
    await rename(`${path}.${number}`, `${path}.${number + 1}`).catch(() => undefined)
  }
  await rename(path, `${path}.1`)
}
