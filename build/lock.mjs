import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './atomic-folder.mjs'
import { say } from './progress.mjs'

/**
 * Does something while no other process of this checkout does it. A lock whose process is gone is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withLock(file, task) {
  mkdirSync(dirname(file), { recursive: true })
  for (let tries = 0; !take(file); tries += 1) {
    if (tries === 20) say('waiting for another build of this checkout …')
    await sleep(100)
  }
  try {
    return await task()
  } finally {
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    const holder = holderOf(file)
    if (holder !== undefined && !isAlive(holder)) rmSync(file, { force: true })
    return false
  }
}

/** @param {string} file */
function holderOf(file) {
  try {
    // Between another's creating and writing it the file is empty: that is nobody dead.
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}
