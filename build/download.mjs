import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { say } from './progress.mjs'

/** A firewall that swallows packets must not hold the set-up: there is a fallback after this. */
const answerWithinMs = 6_000
const stalledAfterMs = 30_000

/**
 * Brings a file, going on where an earlier try stopped. The file appears under its name only when it is whole and its sum is right.
 * @param {string} url
 * @param {string} file
 * @param {string} sha256
 * @throws {Error} at once when refused, unreachable, stalled or not the file of that sum
 */
export async function download(url, file, sha256) {
  if (existsSync(file) && (await sha256Of(file)) === sha256) return
  mkdirSync(dirname(file), { recursive: true })
  const part = `${file}.part`
  const from = existsSync(part) ? statSync(part).size : 0
  const watch = watchdog()
  try {
    const headers = from > 0 ? { Range: `bytes=${from}-` } : {}
    const response = await fetch(url, { headers, signal: watch.signal })
    // 416: the part is already everything there is; its sum decides below.
    if (response.status !== 416) await append(response, url, part, from, watch)
  } finally {
    watch.stop()
  }
  const sum = await sha256Of(part)
  if (sum !== sha256) {
    rmSync(part, { force: true })
    throw new Error(`SHA-256 is ${sum}, not ${sha256}`)
  }
  renameSync(part, file)
}

/**
 * A short text, within the time a first answer may take.
 * @param {string} url
 */
export async function downloadText(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(answerWithinMs) })
  if (!response.ok) throw new Error(`answered ${response.status}`)
  return response.text()
}

/**
 * @param {Response} response
 * @param {string} url
 * @param {string} part
 * @param {number} from bytes that are there already
 * @param {{ alive: () => void }} watch
 */
async function append(response, url, part, from, watch) {
  if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`)
  // A server that does not know ranges answers 200 with the whole file.
  const start = response.status === 206 ? from : 0
  const total = start + Number(response.headers.get('content-length') ?? 0)
  let done = start
  let told = 0
  const meter = new Transform({
    transform(chunk, _encoding, next) {
      watch.alive()
      done += chunk.length
      const tenth = total > 0 ? Math.floor((done / total) * 10) : 0
      if (tenth > told) say(`  ${new URL(url).host}: ${tenth * 10} % of ${Math.round(total / 1e6)} MB`)
      told = tenth
      next(null, chunk)
    },
  })
  // fetch's body and node:stream/web's type differ in name only.
  const body = Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (response.body))
  await pipeline(body, meter, createWriteStream(part, { flags: start > 0 ? 'a' : 'w' }))
}

function watchdog() {
  const controller = new AbortController()
  const stop = () => controller.abort(new Error('no answer in time'))
  let timer = setTimeout(stop, answerWithinMs)
  return {
    signal: controller.signal,
    alive() {
      clearTimeout(timer)
      timer = setTimeout(stop, stalledAfterMs)
    },
    stop() {
      clearTimeout(timer)
    },
  }
}

/** @param {string} file */
export async function sha256Of(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/**
 * What went wrong in a few words: fetch hides the cause (ENOTFOUND, ECONNREFUSED) inside its error.
 * @param {unknown} error
 */
export function reasonOf(error) {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause
  // System errors carry a code; it is not in Error's type.
  const code = cause instanceof Error ? /** @type {NodeJS.ErrnoException} */ (cause).code : undefined
  return code ?? (cause instanceof Error ? cause.message : error.message)
}
