import { BSON } from 'mongodb'

/** Each document of BSON bytes that stand one after another, without copying. @throws where a length is impossible. */
export function* rawDocuments(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < bytes.length; ) {
    if (at + 5 > bytes.length) throw new Error('cut BSON')
    const length = view.getInt32(at, true)
    if (length < 5 || at + length > bytes.length) throw new Error('a BSON length that cannot be')
    yield bytes.subarray(at, at + length)
    at += length
  }
}

/** Parses every document and counts them. @throws where one is no BSON. */
export function countDocuments(bytes: Uint8Array): number {
  let count = 0
  for (const document of rawDocuments(bytes)) {
    BSON.deserialize(document)
    count++
  }
  return count
}
