import { createFramer, type FrameEvent, type Framer, type FramingSettings, longestFrame } from './framing.ts'

/** What became of some bytes, and the bytes themselves as the line sent them. */
export type RecordedEvent = FrameEvent & { readonly raw: Uint8Array }

export interface RecordedFramer {
  push(bytes: Uint8Array, at: number): RecordedEvent[]
  expire(at: number): RecordedEvent[]
  expiresAt: Framer['expiresAt']
  reset(): RecordedEvent[]
}

/** Prefix, suffix and line end beside the longest code; of noise without an end only the newest bytes are of use. */
const longestRecord = longestFrame + 32
const cr = 0x0d
const lf = 0x0a

/**
 * A framer that remembers the bytes of each event: whoever sets up a scanner has to see what it really sends. Byte by
 * byte, because only then it is known which of them made the event; the framer does not mind.
 */
export function createRecordedFramer(settings: FramingSettings): RecordedFramer {
  const framer = createFramer(settings)
  let seen: number[] = []

  function recorded(events: readonly FrameEvent[]): RecordedEvent[] {
    if (events.length === 0) return []
    const raw = Uint8Array.from(seen)
    seen = []
    return events.map((event) => ({ ...event, raw }))
  }

  function take(byte: number, at: number): RecordedEvent[] {
    // The LF of a CR LF comes when its code is already out.
    const isRestOfLineEnd = seen.length === 0 && (byte === lf || byte === cr)
    if (!isRestOfLineEnd) seen.push(byte)
    if (seen.length > longestRecord) seen.shift()
    return recorded(framer.push(Uint8Array.of(byte), at))
  }

  return {
    push(bytes, at) {
      const events: RecordedEvent[] = []
      for (const byte of bytes) events.push(...take(byte, at))
      return events
    },
    expire: (at) => recorded(framer.expire(at)),
    expiresAt: framer.expiresAt,
    reset: () => recorded(framer.reset()),
  }
}
