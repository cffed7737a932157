import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './paths.mjs'

export const executableName = executableOf(process.platform)

/** @param {NodeJS.Platform} platform */
function executableOf(platform) {
  if (platform === 'win32') return 'electron.exe'
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}

/**
 * Where a version of Electron is kept.
 * @param {string} version
 */
export function electronFolder(version) {
  return join(cacheFolder(), `electron-${version}`)
}

/** @param {string} version */
export function cachedElectron(version) {
  return join(electronFolder(version), executableName)
}

/**
 * Gives a runtime that was taken out of another program what a release of Electron has beside it.
 * @param {string} folder
 * @param {string} version
 */
export function finishRuntime(folder, version) {
  const app = join(folder, 'resources', 'app')
  cpSync(fileURLToPath(new URL('default-app', import.meta.url)), app, { recursive: true })
  writeFileSync(join(folder, 'version'), version)
}
