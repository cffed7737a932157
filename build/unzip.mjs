import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * Writes the wanted files of a zip, with their execute bits.
 * @param {string} zip
 * @param {(name: string) => string | undefined} placeOf the path of a file; undefined leaves it out
 */
export async function unzip(zip, placeOf) {
  // Not at the top: this module is loaded before the packages are installed.
  const { openPromise } = await import('yauzl')
  const archive = await openPromise(zip, { autoClose: false, lazyEntries: true })
  try {
    for await (const entry of archive.eachEntry()) {
      const file = entry.fileName.endsWith('/') ? undefined : placeOf(entry.fileName)
      if (file === undefined) continue
      mkdirSync(dirname(file), { recursive: true })
      // The upper half of this field is the mode of the system that made the zip.
      const isProgram = ((entry.externalFileAttributes >> 16) & 0o111) !== 0
      const mode = isProgram ? 0o755 : 0o644
      await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(file, { mode }))
    }
  } finally {
    archive.close()
  }
}
