import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { StationAppOptions } from './station-app.ts'

const run = promisify(execFile)
const root = join(__dirname, '..', '..')

/** Debian's `nobody` and `nogroup`, which every Linux has under this number. */
const nobody = 65_534

export interface OrdinaryProgram {
  /** For `startStationApp`: nothing where the tests run as an ordinary user anyway. */
  readonly options: Pick<StationAppOptions, 'program' | 'folder' | 'env'>
  remove(): Promise<void>
}

/**
 * The built program as somebody without rights starts it, in its whole sandbox. Root cannot have one, and what root
 * has is not readable for others: so for root it is a copy, started by a script that becomes `nobody`.
 */
export async function ordinaryProgram(): Promise<OrdinaryProgram> {
  const home = await mkdtemp(join(tmpdir(), 'ose-ordinary-'))
  const folder = join(home, 'data')
  await mkdir(folder)
  if (process.getuid?.() !== 0) {
    return { options: { folder }, remove: () => rm(home, { recursive: true, force: true }) }
  }
  const { stdout } = await run(process.execPath, [join(root, 'build', 'world-readable-copy.mjs')])
  const copy: { folder: string; electron: string; mongod: string; appDir: string } = JSON.parse(
    stdout.trim().split('\n').at(-1) ?? '',
  )
  for (const path of [home, folder]) await chown(path, nobody, nobody)
  const executablePath = join(home, 'electron-as-nobody')
  // setpriv becomes the program, so that its number is the program's; runuser would stay before it.
  const become = `setpriv --reuid=${nobody} --regid=${nobody} --clear-groups --inh-caps=-all`
  await writeFile(executablePath, `#!/bin/sh\nexec ${become} '${copy.electron}' "$@"\n`)
  await chmod(executablePath, 0o755)
  return {
    options: {
      program: { executablePath, appDir: copy.appDir, mongod: copy.mongod },
      folder,
      env: { HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_RUNTIME_DIR: home },
    },
    async remove() {
      await rm(copy.folder, { recursive: true, force: true })
      await rm(home, { recursive: true, force: true })
    },
  }
}
