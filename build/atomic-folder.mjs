import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Fills a folder that appears under its name only when it is whole, so that an interrupted set-up leaves nothing half done.
 * Two set-ups at once are fine: the first to end wins.
 * @param {string} folder
 * @param {(temporary: string) => Promise<void>} fill
 */
export async function atomicFolder(folder, fill) {
  if (existsSync(folder)) return
  removeAbandoned(folder)
  const temporary = `${folder}.making-${process.pid}`
  mkdirSync(temporary, { recursive: true })
  try {
    await fill(temporary)
    if (!existsSync(folder)) renameSync(temporary, folder)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/**
 * What a killed set-up left, told by its process being gone.
 * @param {string} folder
 */
function removeAbandoned(folder) {
  const parent = dirname(folder)
  if (!existsSync(parent)) return
  for (const name of readdirSync(parent)) {
    const maker = /\.making-(\d+)$/.exec(name)?.[1]
    if (maker !== undefined && !isAlive(Number(maker))) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
