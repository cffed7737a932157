import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { download, reasonOf } from './download.mjs'

const content = randomBytes(300_000)
const sum = createHash('sha256').update(content).digest('hex')

/** @type {string} */
let folder
/** @type {string} */
let address
/** @type {(string | undefined)[]} */
let ranges
/** @type {import('node:http').Server} */
let server

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ose-download-'))
  ranges = []
  server = createServer((request, response) => {
    const range = request.headers.range
    ranges.push(range)
    if (request.url === '/missing') return response.writeHead(404).end()
    const from = range === undefined || request.url === '/no-ranges' ? 0 : Number(/\d+/.exec(range)?.[0])
    if (request.url === '/breaks-off') {
      response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 100_000))
      return setTimeout(() => response.destroy(), 50)
    }
    const rest = content.subarray(from)
    return response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length }).end(rest)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `http://127.0.0.1:${portOf(server)}`
})

/** @param {import('node:http').Server} listening */
function portOf(listening) {
  const place = listening.address()
  if (place === null || typeof place === 'string') throw new Error('it does not listen on a port')
  return place.port
}

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  rmSync(folder, { recursive: true })
})

it('brings a file', async () => {
  const file = join(folder, 'file')
  await download(`${address}/whole`, file, sum)
  expect(readFileSync(file).equals(content)).toBe(true)
})

it('goes on where a broken download stopped', async () => {
  const file = join(folder, 'file')
  await expect(download(`${address}/breaks-off`, file, sum)).rejects.toThrow()
  expect(existsSync(file)).toBe(false)
  await download(`${address}/whole`, file, sum)
  expect(ranges.at(-1)).toMatch(/^bytes=[1-9]\d*-$/)
  expect(readFileSync(file).equals(content)).toBe(true)
})

it('starts anew where the server knows no ranges', async () => {
  const file = join(folder, 'file')
  writeFileSync(`${file}.part`, content.subarray(0, 1_000))
  await download(`${address}/no-ranges`, file, sum)
  expect(readFileSync(file).equals(content)).toBe(true)
})

it('does not ask for what is there', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, content)
  await download(`${address}/whole`, file, sum)
  expect(ranges).toEqual([])
})

it('keeps nothing of a file with another sum', async () => {
  const file = join(folder, 'file')
  await expect(download(`${address}/whole`, file, '0'.repeat(64))).rejects.toThrow(/SHA-256 is/)
  expect(existsSync(file) || existsSync(`${file}.part`)).toBe(false)
})

it('says why it was refused', async () => {
  const file = join(folder, 'file')
  await expect(download(`${address}/missing`, file, sum)).rejects.toThrow('answered 404')
  const gone = createServer().listen(0, '127.0.0.1')
  await once(gone, 'listening')
  const port = portOf(gone)
  gone.close()
  const refused = await download(`http://127.0.0.1:${port}/file`, file, sum).catch(reasonOf)
  expect(refused).toBe('ECONNREFUSED')
})
