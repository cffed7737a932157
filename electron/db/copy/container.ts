import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { CopyDamagedError } from './copy-damaged.ts'
import { type Section, sectionKinds } from './copy-sections.ts'

/**
 * The file: 8 bytes "OSECOPY1", a gzip stream of sections, 32 bytes SHA-256 of all before them. A section is one byte
 * (its kind, 1 …), four bytes (the length of its payload, little-endian), the payload. docs/backup.md shows how to
 * read it with common tools.
 */
const magic = Buffer.from('OSECOPY1', 'latin1')
const hashLength = 32
const headLength = 5
/** A document is 16 MB at most; no section of ours is longer than a few of them. */
const longestPayload = 48 * 2 ** 20

/** Writes and fsyncs a new file. @throws the file system's error, or what `sections` throws; the file is then half. */
export async function writeContainer(path: string, sections: AsyncIterable<Section>): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    await put(file, hash, magic)
    // A failure in the middle ends the other stages with an AbortError, and the pipeline may tell of that one.
    let first: unknown
    const noting = (error: unknown): never => {
      first ??= error
      throw error
    }
    // Level 1: BSON shrinks to a quarter at a fifth of the default's time, and the station works meanwhile.
    await pipeline(
      Readable.from(framed(sections, noting), { objectMode: false }),
      createGzip({ level: 1 }),
      async (packed) => {
        for await (const chunk of packed) await put(file, hash, chunk).catch(noting)
      },
    ).catch((error: unknown) => {
      throw first ?? error
    })
    await file.writeFile(hash.digest())
    await file.sync()
  } finally {
    await file.close()
  }
}

async function put(file: FileHandle, hash: Hash, bytes: Uint8Array): Promise<void> {
  hash.update(bytes)
  await file.writeFile(bytes)
}

async function* framed(
  sections: AsyncIterable<Section>,
  noting: (error: unknown) => never,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const { kind, payload } of sections) {
      const head = Buffer.alloc(headLength)
      head.writeUInt8(sectionKinds.indexOf(kind) + 1, 0)
      head.writeUInt32LE(payload.length, 1)
      yield head
      if (payload.length > 0) yield payload
    }
  } catch (error) {
    noting(error)
  }
}

/**
 * The sections of a file. That the file is whole is known only when this ends without throwing: who must not act on a
 * half reads it once before.
 * @throws CopyDamagedError where it is not what was written; the file system's error where it cannot be read.
 */
export async function* readContainer(path: string): AsyncGenerator<Section> {
  const { size } = await stat(path)
  if (size <= magic.length + hashLength) throw new CopyDamagedError('it is too short')
  const tail = await readTail(path, size)
  const hash = createHash('sha256')
  const packed = createReadStream(path, { end: size - hashLength - 1, highWaterMark: 2 ** 18 })
  const gunzip = createGunzip()
  // Errors of both come out of the loop below, which reads `gunzip`; this promise only must not go unheard.
  const feeding = pipeline(packed, withoutMagic(hash), gunzip)
  feeding.catch(() => undefined)
  try {
    yield* unframed(gunzip)
    await feeding
  } catch (error) {
    throw asDamage(error)
  } finally {
    packed.destroy()
    gunzip.destroy()
  }
  if (!hash.digest().equals(tail)) throw new CopyDamagedError('its SHA-256 does not match')
}

function withoutMagic(hash: Hash) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let head = Buffer.alloc(0)
    for await (const chunk of chunks) {
      hash.update(chunk)
      if (head.length >= magic.length) {
        yield chunk
        continue
      }
      head = Buffer.concat([head, chunk])
      if (head.length < magic.length) continue
      if (!head.subarray(0, magic.length).equals(magic)) throw new CopyDamagedError('it is no copy of this program')
      yield head.subarray(magic.length)
    }
  }
}

async function* unframed(bytes: AsyncIterable<Buffer>): AsyncGenerator<Section> {
  let waiting: Buffer[] = []
  let length = 0
  let wanted = headLength
  let kind: Section['kind'] | null = null
  for await (const chunk of bytes) {
    waiting.push(chunk)
    length += chunk.length
    while (length >= wanted) {
      const all: Buffer = waiting.length === 1 && waiting[0] !== undefined ? waiting[0] : Buffer.concat(waiting)
      const taken = all.subarray(0, wanted)
      waiting = [all.subarray(wanted)]
      length -= wanted
      if (kind === null) {
        kind = sectionKinds[taken.readUInt8(0) - 1] ?? null
        wanted = taken.readUInt32LE(1)
        if (kind === null || wanted > longestPayload) throw new CopyDamagedError('a section that is none')
      } else {
        yield { kind, payload: taken }
        kind = null
        wanted = headLength
      }
    }
  }
  if (kind !== null || length > 0) throw new CopyDamagedError('it ends within a section')
}

function asDamage(error: unknown): unknown {
  // zlib's own errors: Z_DATA_ERROR, Z_BUF_ERROR and the like.
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('Z_') ? new CopyDamagedError(`it does not unpack (${code})`) : error
}

async function readTail(path: string, size: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const tail = Buffer.alloc(hashLength)
    await file.read(tail, 0, hashLength, size - hashLength)
    return tail
  } finally {
    await file.close()
  }
}
