import { explainCode } from '../../shared/domain/barcode/code-reasons.ts'
import { maskBadges, maskBadgesInPlace } from '../../shared/domain/barcode/command-code.ts'
import { controlName, shownBytes } from '../../shared/domain/barcode/raw-code.ts'
import { longestDump, type ReadUse, type ScannerRead } from '../../shared/scanner-view.ts'
import type { Discard } from './manager.ts'
import type { ScannedCode } from './scanner.ts'

const mostReads = 12

/** What this PC's scanners sent last, as it may be shown. In memory only: nothing of it is for later. */
export function createReads() {
  let reads: readonly ScannerRead[] = []
  let lastId = 0

  /** The newest of all, and of each scanner its newest. */
  function keep(read: Omit<ScannerRead, 'readId'>): void {
    lastId += 1
    const all = [{ readId: lastId, ...read }, ...reads]
    const newest = (one: ScannerRead) => all.find((other) => other.scannerId === one.scannerId) === one
    reads = all.filter((one, place) => place < mostReads || newest(one))
  }

  return {
    newestFirst: (): readonly ScannerRead[] => reads,

    code(code: ScannedCode, use: ReadUse): void {
      const { scannerId, kind, at, text } = code
      const raw = code.raw ?? Buffer.from(text)
      const taken = explainCode(text)
      keep({
        scannerId,
        kind,
        at,
        length: raw.length,
        bytes: shownBytes(raw.subarray(0, longestDump), false),
        text: printable(text),
        use,
        // A badge hidden inside a longer code is masked before anything is read out of that.
        explained: taken.kind === 'badge' ? taken : explainCode(maskBadges(text)),
      })
    },

    discard({ scannerId, kind, reason, raw = new Uint8Array() }: Discard, at: number): void {
      keep({
        scannerId,
        kind,
        at,
        length: raw.length,
        bytes: shownBytes(raw.subarray(0, longestDump), true),
        text: '',
        use: reason,
        explained: null,
      })
    },
  }
}

export type Reads = ReturnType<typeof createReads>

/** Control characters by their names, because few fonts have pictures of them; what would turn or hide the text, as a dot. */
function printable(text: string): string {
  const visible = maskBadgesInPlace(text).replace(/\p{C}/gu, (character) => {
    const name = controlName(character.codePointAt(0) ?? 0)
    return name === null ? '·' : `‹${name}›`
  })
  return visible.length > longestDump ? `${visible.slice(0, longestDump - 1)}…` : visible
}
