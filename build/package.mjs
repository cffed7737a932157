import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'
import { pinnedVersion } from './electron-runtime.mjs'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { dist, root } from './paths.mjs'
import { runCommand, say } from './progress.mjs'
import { ensureElectron, ensureMongod } from './runtime.mjs'

const output = join(dist, 'package')

/**
 * Makes the unpacked application, and the installers of this system where they are wanted and may be made.
 * @param {{ installers: boolean }} wanted
 * @returns {Promise<{ folder: string, electron: string, isPinned: boolean, installers: readonly string[] }>}
 */
export async function makePackage({ installers }) {
  await ensureNodeDependencies()
  const electron = await ensureElectron()
  const mongod = await ensureMongod()
  await bundle()
  const isPinned = electron.version === pinnedVersion()
  // Not at the top: these are loaded after the packages are installed.
  const { build, Platform } = await import('electron-builder')
  const { builderConfiguration } = await import('./electron-builder.mjs')
  const config = builderConfiguration({
    electron: { folder: dirname(electron.executable), version: electron.version, isPinned },
    mongod: mongod.executable,
    output,
  })
  rmSync(output, { recursive: true, force: true })
  // An installer is what reaches a factory: never one on an Electron that was chosen only because it could be had.
  const targets = installers && isPinned ? undefined : 'dir'
  const made = await build({
    projectDir: root,
    targets: Platform.current().createTarget(targets),
    config,
    publish: 'never',
  })
  const folder = join(output, `${process.platform === 'win32' ? 'win' : process.platform}-unpacked`)
  return { folder, electron: electron.version, isPinned, installers: made.filter((file) => existsSync(file)) }
}

// npm run package            the unpacked application and this system's installers
// npm run package -- --dir   the unpacked application alone
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runCommand(async () => {
    const made = await makePackage({ installers: !process.argv.includes('--dir') })
    say(`the program is in ${made.folder}`)
    for (const file of made.installers) say(`installer: ${file}`)
    if (!made.isPinned) {
      say(
        `NOT FOR SHIPPING: this is Electron ${made.electron}, and ${pinnedVersion()} is the one that is shipped. For a trial on this machine only; no installer was made.`,
      )
    }
    return 0
  })
}
