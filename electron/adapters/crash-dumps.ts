import { type Dirent, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { app, crashReporter } from 'electron'

/** A dump holds the memory of a process, so it may hold what was scanned: few, and not for long. */
const kept = 10
const keptMs = 14 * 24 * 3_600_000

/** Dumps of crashed processes stay on this PC, in a folder of the data folder. Before the app is ready. */
export function keepCrashDumps(folder: string): void {
  app.setPath('crashDumps', folder)
  crashReporter.start({ uploadToServer: false, compress: false })
  // Nothing waits for it, and the window must not.
  setTimeout(() => removeOldDumps(folder), 10_000).unref()
}

export interface CrashDump {
  readonly file: string
  readonly at: Date
  readonly bytes: number
}

/** The newest first; empty where nothing has crashed. */
export function crashDumps(folder: string): readonly CrashDump[] {
  return filesIn(folder)
    .filter((file) => file.endsWith('.dmp'))
    .flatMap((file) => {
      try {
        const { mtime, size } = statSync(file)
        return [{ file, at: mtime, bytes: size }]
      } catch {
        return []
      }
    })
    .sort((one, other) => other.at.getTime() - one.at.getTime())
}

function removeOldDumps(folder: string): void {
  for (const [index, { file, at }] of crashDumps(folder).entries()) {
    if (index >= kept || Date.now() - at.getTime() > keptMs) rmSync(file, { force: true })
  }
}

/** Crashpad sorts them into `completed`, `pending` and `new`, differently on each system. */
function filesIn(folder: string): string[] {
  let entries: Dirent[] = []
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}
