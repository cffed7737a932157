import type { SerialScannerSettings, Terminator } from '../../shared/scanner-settings.ts'
import { type Around, aroundCode, longestAffix, type PairingProblem } from './pairing-affixes.ts'

/** How a line's bytes have to be read: what `serialScannerSchema` calls the same. */
export type LineReading = Pick<SerialScannerSettings, 'dataBits' | 'parity' | 'terminators' | 'prefix' | 'suffix'>

export type BytesMatch =
  | { readonly kind: 'found'; readonly reading: LineReading; readonly aim: string | null }
  | { readonly kind: 'problem'; readonly problem: PairingProblem }

/**
 * Finds the pairing code in what a line sent, read with eight data bits and no parity, and how the line is to be
 * read. A scanner that sends seven bits and a parity is told by the eighth bit of its characters.
 */
export function matchBytes(bytes: Uint8Array, code: string): BytesMatch {
  const plain = aroundCode(Buffer.from(bytes).toString('latin1'), code)
  if (plain !== null) return readingOf(plain, 8, 'none')
  const seven = aroundCode(Buffer.from(bytes.map((byte) => byte & 0x7f)).toString('latin1'), code)
  return seven === null ? { kind: 'problem', problem: 'other' } : readingOf(seven, 7, parityOf(bytes))
}

function readingOf(around: Around, dataBits: LineReading['dataBits'], parity: LineReading['parity']): BytesMatch {
  const { prefix, behind, aim } = around
  if (behind === '') return { kind: 'problem', problem: 'no-end' }
  const end = endOf(behind)
  const suffix = 'suffix' in end ? end.suffix : undefined
  if (prefix.length > longestAffix || (suffix?.length ?? 0) > longestAffix) {
    return { kind: 'problem', problem: 'affix-too-long' }
  }
  const terminators = 'terminators' in end ? end.terminators : []
  const reading = { dataBits, parity, terminators, ...(prefix !== '' && { prefix }), ...(suffix && { suffix }) }
  return { kind: 'found', reading, aim }
}

type End = { readonly terminators: Terminator[] } | { readonly suffix: string }

const plainEnds: Readonly<Record<string, Terminator>> = {
  '\r': 'CR',
  '\n': 'LF',
  '\r\n': 'CRLF',
  '\x03': 'ETX',
  // Line ends behind ETX are no code of their own to the framer.
  '\x03\r': 'ETX',
  '\x03\n': 'ETX',
  '\x03\r\n': 'ETX',
  '\t': 'TAB',
}

function endOf(behind: string): End {
  const plain = plainEnds[behind]
  if (plain !== undefined) return { terminators: [plain] }
  const printed = behind.replace(/[\r\n]+$/, '')
  // Line ends behind a suffix need not be in it: without them a terminator still shows that a suffix was lost.
  return { suffix: printed === '' ? behind : printed }
}

function parityOf(bytes: Uint8Array): 'even' | 'odd' | 'none' {
  const odd = bytes.filter((byte) => (byte.toString(2).split('1').length - 1) % 2 === 1).length
  if (odd === 0) return 'even'
  return odd === bytes.length ? 'odd' : 'none'
}
