import { FileRefused } from '../../shared/domain/import/import-file.ts'

export type TextEncoding = 'UTF-8' | 'UTF-16' | 'Windows-1252'

/**
 * The text of a file of unknown origin: by its byte order mark; else UTF-16 where every other byte is NUL; else UTF-8
 * where it is that; else Windows-1252, which is what Excel writes in western Europe.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: TextEncoding } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return utf16(buffer.subarray(2), 'little')
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return utf16(buffer.subarray(2), 'big')
  const order = unmarkedUtf16(buffer)
  if (order !== null) return utf16(buffer, order)
  if (buffer.includes(0)) throw new FileRefused('not-a-table')
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(buffer), encoding: 'UTF-8' }
  } catch {
    return { text: windows1252(buffer), encoding: 'Windows-1252' }
  }
}

function utf16(buffer: Buffer, order: 'little' | 'big') {
  const even = buffer.subarray(0, buffer.length - (buffer.length % 2))
  // A copy, because the bytes are turned around in place.
  const little = order === 'little' ? even : Buffer.from(even).swap16()
  const text = little.toString('utf16le')
  if (text.includes('\0')) throw new FileRefused('not-a-table')
  return { text, encoding: 'UTF-16' as const }
}

/** Titles are mostly Latin letters: in UTF-16 one byte of each pair is NUL, and always the same one. */
function unmarkedUtf16(buffer: Buffer): 'little' | 'big' | null {
  const start = buffer.subarray(0, 2000)
  let even = 0
  let odd = 0
  for (const [index, byte] of start.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even++
    else odd++
  }
  const many = start.length / 4
  if (odd > many && even === 0) return 'little'
  return even > many && odd === 0 ? 'big' : null
}

/** 0x80 … 0x9f, where it differs from Latin-1. Written out: Electron's Node need not know the encoding by name. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function windows1252(buffer: Buffer): string {
  return buffer.toString('latin1').replace(/[\u0080-\u009f]/g, (one) => upper[one.charCodeAt(0) - 0x80] ?? one)
}
