import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** As many as a busy station makes in some days; at 15 to 20 KB each, no more than 20 MB. */
const keptFiles = 1000
/** Looked through once for so many labels: reading the folder for each would cost more than the label. */
const tidiedEvery = 100

/**
 * The labels as files, `<IMEI>.pdf`: one for each unit, the newest thousand. Not synced to the disk, as what cannot be
 * made again is: a label can.
 */
export function createLabelFiles(
  folder: string,
  onTidyFailed: (error: unknown) => void,
  limits: { readonly kept: number; readonly tidiedEvery: number } = { kept: keptFiles, tidiedEvery },
) {
  let untilTidied = 0

  async function tidy(): Promise<void> {
    const files = await Promise.all(
      (await readdir(folder)).map(async (name) => {
        const file = join(folder, name)
        return { file, at: (await stat(file)).mtimeMs }
      }),
    )
    const old = files.sort((one, other) => other.at - one.at).slice(limits.kept)
    for (const { file } of old) await rm(file, { force: true })
  }

  return {
    /** @throws the file system's error; then no half file is left. */
    async keep(imei: string, pdf: Uint8Array): Promise<string> {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = join(folder, `${imei}.pdf`)
      try {
        await writeFile(`${file}.tmp`, pdf, { mode: 0o600 })
        await rename(`${file}.tmp`, file)
      } catch (error) {
        await rm(`${file}.tmp`, { force: true }).catch(() => undefined)
        throw error
      }
      if (untilTidied-- <= 0) {
        untilTidied = limits.tidiedEvery - 1
        await tidy().catch(onTidyFailed)
      }
      return file
    },
  }
}

export type LabelFiles = ReturnType<typeof createLabelFiles>
