import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { dist, root } from './paths.mjs'

/** Where that goes what other programs say and nobody needs while all is well. */
export const logFolder = join(dist, 'logs')
const mostBytes = 1_000_000
const tailLines = 20

/**
 * As a person in the checkout would type it.
 * @param {string} file
 */
export function shownPath(file) {
  return relative(process.cwd(), file).startsWith('..') ? file : relative(root, file)
}

/**
 * Opens a log to write at its end; one that became long begins anew.
 * @param {string} file
 * @returns {number} its descriptor
 */
export function openLog(file) {
  mkdirSync(join(file, '..'), { recursive: true })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) rmSync(file)
  const descriptor = openSync(file, 'a')
  writeSync(descriptor, `--- ${new Date().toISOString()}\n`)
  return descriptor
}

/**
 * The last lines since the log was opened last: what a program that failed said at its end.
 * @param {string} file
 */
export function tailOf(file) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const begin = lines.map((line) => line.startsWith('--- ')).lastIndexOf(true)
  return lines
    .slice(begin + 1)
    .filter((line) => !noBus.test(line))
    .slice(-tailLines)
}

/** Chromium's own lines, and those of the libraries below it; not its last words before it gives up (FATAL). */
const chromiumsOwn =
  /^\[(?:\d+:)*\d+\/\d+\.\d+:(?:VERBOSE\d*|INFO|WARNING|ERROR):|^\([^)]+:\d+\): [\w-]+-(?:WARNING|CRITICAL|Message) \*\*/
/** Dozens on every PC without a D-Bus, and never why something failed. */
const noBus = /Failed to connect to the bus/

/**
 * Keeps every line that Electron writes to stderr in a log, and shows those that are the program's or the system's own words.
 * @param {import('node:stream').Readable} stderr
 * @param {string} file
 * @param {(line: string) => void} show
 * @returns {() => Promise<void>} to be called when Electron has ended: waits for its last words
 */
export function keepElectronsWords(stderr, file, show) {
  const log = openLog(file)
  const lines = createInterface({ input: stderr })
  lines.on('line', (line) => {
    writeSync(log, `${line}\n`)
    if (line.trim() !== '' && !chromiumsOwn.test(line)) show(line)
  })
  const closed = once(lines, 'close')
  return async () => {
    // The process that writes dumps of crashes holds the stream longer than the program lives.
    await Promise.race([closed, sleep(1_000, undefined, { ref: false })])
    lines.removeAllListeners('line')
    lines.close()
    stderr.destroy()
    closeSync(log)
  }
}
