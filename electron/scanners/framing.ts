import type { Terminator } from '../../shared/scanner-settings.ts'
import { codeText } from './code-text.ts'
import type { DiscardReason } from './scanner.ts'

export interface FramingSettings {
  readonly terminators: readonly Terminator[]
  readonly prefix?: string | undefined
  readonly suffix?: string | undefined
  /** A pause inside a code that is longer discards what came before it, ms. */
  readonly interByteMs: number
}

export type FrameEvent =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'discarded'; readonly reason: DiscardReason }

export interface Framer {
  /** Takes what was read; any cutting of the same bytes into chunks gives the same events. */
  push(bytes: Uint8Array, at: number): FrameEvent[]
  /** Discards a code that stopped in the middle. A pause never completes one: half a code could be another whole one. */
  expire(at: number): FrameEvent[]
  /** When the pending code is to be expired, or null while nothing is pending. */
  expiresAt(): number | null
  /** The line broke: what is pending will not be continued. */
  reset(): FrameEvent[]
}

/** Bytes of one code. */
export const longestFrame = 4096

const stx = 0x02
const etx = 0x03
const tab = 0x09
const lf = 0x0a
const cr = 0x0d
const terminatorBytes: ReadonlySet<number> = new Set([etx, tab, lf, cr])

/** Bytes in, codes out; no clock and no device. */
export function createFramer(settings: FramingSettings): Framer {
  const prefix = Buffer.from(settings.prefix ?? '', 'utf8')
  const suffix = Buffer.from(settings.suffix ?? '', 'utf8')
  const longest = longestFrame + suffix.length
  // A suffix that itself holds a terminator is waited for; else a terminator without it is a code that lost its end.
  const ends = new Set(suffix.some((byte) => terminatorBytes.has(byte)) ? [] : settings.terminators)
  let state: 'outside' | 'inside' | 'discarding'
  /** The code so far; outside of one and while discarding, the last bytes as prefix or suffix need them. */
  let frame: number[]
  let previous = 0
  let lastAt = 0
  begin()

  function begin(): void {
    state = prefix.length > 0 ? 'outside' : 'inside'
    frame = []
  }

  function isEnd(byte: number): boolean {
    switch (byte) {
      case cr:
        return ends.has('CR')
      case lf:
        return ends.has('LF') || (ends.has('CRLF') && previous === cr)
      case etx:
        return ends.has('ETX')
      case tab:
        return ends.has('TAB')
      default:
        return false
    }
  }

  function take(byte: number, events: FrameEvent[]): void {
    const atTerminator = isEnd(byte)
    previous = byte
    if (byte === stx && state !== 'outside') {
      // The start of a code: if one is pending, its end was lost on the way.
      if (state === 'inside' && frame.length > 0) events.push(incomplete)
      begin()
    }
    if (state === 'outside') {
      if (remembered(byte, prefix)) {
        state = 'inside'
        frame = []
      }
    } else if (state === 'discarding') {
      if (atTerminator || remembered(byte, suffix)) begin()
    } else if (byte !== stx) takeInside(byte, atTerminator, events)
  }

  function takeInside(byte: number, atTerminator: boolean, events: FrameEvent[]): void {
    if (atTerminator) {
      complete(suffix.length === 0, events)
      return
    }
    // The rest of a line end that is not set to end one, e.g. LF behind CR.
    if (frame.length === 0 && (byte === cr || byte === lf) && suffix[0] !== byte) return
    frame.push(byte)
    if (suffix.length > 0 && endsWith(frame, suffix)) {
      frame.length -= suffix.length
      complete(true, events)
    } else if (frame.length > longest) {
      events.push({ kind: 'discarded', reason: 'too-long' })
      state = 'discarding'
      frame = []
    }
  }

  function complete(whole: boolean, events: FrameEvent[]): void {
    if (frame[frame.length - 1] === cr) frame.pop()
    if (frame.length > 0) events.push(whole ? { kind: 'code', text: codeText(frame) } : incomplete)
    begin()
  }

  /** Keeps as many last bytes as `wanted` has, and says whether they are it. */
  function remembered(byte: number, wanted: Uint8Array): boolean {
    if (wanted.length === 0) return false
    frame.push(byte)
    if (frame.length > wanted.length) frame.shift()
    return endsWith(frame, wanted)
  }

  function isPending(): boolean {
    return state === 'discarding' || (state === 'inside' && (frame.length > 0 || prefix.length > 0))
  }

  function drop(): FrameEvent[] {
    const wasInside = state === 'inside' && frame.length > 0
    begin()
    return wasInside ? [incomplete] : []
  }

  return {
    push(bytes, at) {
      const events: FrameEvent[] = []
      lastAt = at
      for (const byte of bytes) take(byte, events)
      return events
    },
    expire: (at) => (isPending() && at - lastAt >= settings.interByteMs ? drop() : []),
    expiresAt: () => (isPending() ? lastAt + settings.interByteMs : null),
    reset: drop,
  }
}

const incomplete: FrameEvent = { kind: 'discarded', reason: 'incomplete' }

function endsWith(bytes: readonly number[], ending: Uint8Array): boolean {
  if (bytes.length < ending.length) return false
  const from = bytes.length - ending.length
  for (let index = 0; index < ending.length; index++) if (bytes[from + index] !== ending[index]) return false
  return true
}
