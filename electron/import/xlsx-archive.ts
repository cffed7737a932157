import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { FileRefused, importLimits } from '../../shared/domain/import/import-file.ts'

/** A real workbook has some dozens. */
const mostEntries = 5000

/** The parts of a workbook, read by name, each as a stream of bytes; what they unpack to is counted, not believed. */
export interface XlsxArchive {
  readonly has: (name: string) => boolean
  /** @throws FileRefused also in the middle. */
  readonly read: (name: string, onBytes: (bytes: Uint8Array) => void) => Promise<void>
  readonly close: () => void
}

/**
 * @param most bytes that all that is read may unpack to
 * @throws FileRefused for what is no archive, or one that is encrypted or damaged
 */
export async function openArchive(bytes: Uint8Array, most: number = importLimits.unpackedBytes): Promise<XlsxArchive> {
  const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const entries = new Map<string, Entry>()
  for await (const entry of entriesOf(zip)) entries.set(entry.fileName, entry)
  let unpacked = 0
  return {
    has: (name) => entries.has(name),
    async read(name, onBytes) {
      const entry = entries.get(name)
      if (entry === undefined) throw new FileRefused('damaged')
      // What it says of itself; where that is a lie, the inflater and the count below end it.
      if (unpacked + entry.uncompressedSize > most) throw tooLarge()
      const stream = await streamOf(zip, entry)
      try {
        for await (const chunk of stream) {
          const part = chunk as Uint8Array // a stream of a buffer gives buffers
          unpacked += part.byteLength
          if (unpacked > most) throw tooLarge()
          onBytes(part)
        }
      } catch (error) {
        // What the inflater says of a damaged part.
        throw error instanceof FileRefused ? error : new FileRefused('damaged')
      } finally {
        stream.destroy()
      }
    },
    close: () => zip.close(),
  }
}

function tooLarge(): FileRefused {
  return new FileRefused('unpacks-too-large', { megabytes: Math.floor(importLimits.unpackedBytes / 2 ** 20) })
}

function open(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true, autoClose: false }, (error, zip) => {
      if (zip === undefined || error !== null) reject(new FileRefused('damaged'))
      else resolve(zip)
    })
  })
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  if (zip.entryCount > mostEntries) throw tooLarge()
  for (let index = 0; index < zip.entryCount; index++) {
    yield await new Promise<Entry>((resolve, reject) => {
      const done = () => {
        zip.removeListener('entry', found)
        zip.removeListener('error', failed)
        zip.removeListener('end', failed)
      }
      const found = (entry: Entry) => {
        done()
        resolve(entry)
      }
      const failed = () => {
        done()
        reject(new FileRefused('damaged'))
      }
      zip.once('entry', found).once('error', failed).once('end', failed)
      zip.readEntry()
    })
  }
}

function streamOf(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream & { destroy: () => void }> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (stream === undefined || error !== null) reject(new FileRefused('damaged'))
      else resolve(stream)
    })
  })
}
