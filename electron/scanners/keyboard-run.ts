import type { KeyboardScannerSettings } from '../../shared/scanner-settings.ts'
import { frameOf } from './keyboard-frame.ts'
import { isDeadKey, type Key } from './keyboard-layouts.ts'
import type { DiscardReason } from './scanner.ts'

export type CaptureAction =
  /** No scan after all: the person's keys, in their order. They come before the key that is being answered. */
  | { readonly kind: 'release'; readonly keys: readonly Key[] }
  /** Surely a scan from here: nothing more of it may reach a field. */
  | { readonly kind: 'captured' }
  /** `raw`: with prefix, suffix and the key that ended it. */
  | { readonly kind: 'code'; readonly text: string; readonly raw: string }
  | { readonly kind: 'discarded'; readonly reason: DiscardReason; readonly raw: string }
  /** The captured scan is over. */
  | { readonly kind: 'freed' }

/** What one more character made of the run. */
export interface Taken {
  readonly actions: readonly CaptureAction[]
  /** Null while it goes on; `lost` is an end that no whole code stands before. */
  readonly end: 'code' | 'lost' | null
}

/** Longest pause between two keys of a scan, and so the longest time a person's key is held, ms. */
export const unframedGapMs = 40
/**
 * Behind a prefix slower scanners are known too: 60 ms a key, and this program may be late. Not behind an AIM id alone:
 * fingers roll over a bracket and two more keys as well.
 */
export const framedGapMs = 90
/** Once it is surely a scan, a stutter of the scanner's radio does not end it. */
const capturedGapMs = 120
/** But on the whole it must be faster than a person types: 70 ms a key are 170 words a minute. */
const framedMeanMs = 70
const unframedMeanMs = 40
/** Keys that make it surely a scan when nothing but speed speaks for it. Fingers roll over three at most. */
export const unframedKeys = 6
/** Keys behind a prefix. */
const framedKeys = 2
/** Shorter codes do not exist; what is shorter was a person. */
const shortestCode = 4
const longestCode = 4096

interface Run {
  /** The keys that the page has not seen, while they may still be a person's. */
  held: Key[]
  text: string
  captured: boolean
  overflowed: boolean
  /** A key before this run came too close to it: its first character may be missing. */
  tainted: boolean
  firstAt: number
  lastAt: number
  count: number
}

const nothingHeld = (): Run => ({
  ...{ held: [], text: '', captured: false, overflowed: false, tainted: false },
  ...{ firstAt: 0, lastAt: 0, count: 0 },
})

type RunSettings = Pick<KeyboardScannerSettings, 'prefix' | 'suffix' | 'layout'>

/** Keys that follow each other so closely that they may be one code. */
export function createKeyRun({ prefix, suffix, layout }: RunSettings) {
  const suffixHasEnd = suffix !== undefined && /[\r\t]/.test(suffix)
  let run = nothingHeld()

  /** Everything held, back to the person. Never of a captured scan. */
  function release(): CaptureAction[] {
    const keys = run.held
    run = nothingHeld()
    return keys.length === 0 ? [] : [{ kind: 'release', keys }]
  }

  function discard(): CaptureAction[] {
    const { overflowed, text } = run
    run = nothingHeld()
    // That it is too long was said when it became so.
    return overflowed
      ? [{ kind: 'freed' }]
      : [{ kind: 'discarded', reason: 'incomplete', raw: text }, { kind: 'freed' }]
  }

  function complete(whole: string, end: string, at: number): Taken {
    const code = codeOf(run, whole, at, prefix)
    if (code === null) return { actions: discard(), end: 'lost' }
    run = nothingHeld()
    return { actions: [{ kind: 'code', text: code, raw: whole + end }, { kind: 'freed' }], end: 'code' }
  }

  return {
    isEmpty: (): boolean => run.held.length === 0,
    isCaptured: (): boolean => run.captured,
    text: (): string => run.text,

    begin(key: Key, isTainted: boolean, at: number): void {
      run = { ...nothingHeld(), held: [key], tainted: isTainted, firstAt: at }
    },

    hold: (key: Key): void => void run.held.push(key),

    /** One more character of what may be a code. */
    take(character: string, at: number): Taken {
      run.lastAt = at
      run.count += 1
      const isEnd = character === '\r' || character === '\t'
      if (isEnd && suffix === undefined) return complete(run.text, character, at)
      if (!(character === ' ' && isDeadKey(run.text.slice(-1), layout))) run.text += character
      if (!run.captured) {
        run.captured = isSurelyScan(run.text, prefix)
        return { actions: run.captured ? [{ kind: 'captured' }] : [], end: null }
      }
      if (suffix !== undefined && run.text.endsWith(suffix)) {
        return complete(run.text.slice(0, -suffix.length), suffix, at)
      }
      // Its suffix was lost; the Enter behind it must not press a button.
      if (isEnd && !suffixHasEnd) return { actions: discard(), end: 'lost' }
      return { actions: shortened(run, suffix), end: null }
    },

    release,
    giveUp: (): CaptureAction[] => (run.captured ? discard() : release()),
    expiresAt: (): number | null => (run.held.length > 0 ? run.lastAt + gapMs(run, prefix) : null),
  }
}

function isSurelyScan(text: string, prefix: string | undefined): boolean {
  const isFramed = frameOf(text, prefix) === 'prefix'
  return text.length >= (isFramed ? (prefix?.length ?? 0) + framedKeys : unframedKeys)
}

/** The code between prefix and end, or null where it is too short, too slow or not whole. */
function codeOf(run: Run, whole: string, at: number, prefix: string | undefined): string | null {
  const frame = frameOf(whole, prefix)
  const isFramed = frame === 'prefix'
  // A prefix that is the beginning of the AIM id belongs to the code.
  const code = isFramed && prefix !== undefined && !prefix.startsWith(']') ? whole.slice(prefix.length) : whole
  const isFast = (at - run.firstAt) / (run.count - 1) <= (isFramed ? framedMeanMs : unframedMeanMs)
  const isPersons = !isFast || code.length < shortestCode
  return run.overflowed || isPersons || (run.tainted && frame === 'none') ? null : code
}

/** Of a code without end only as much is kept as the search for the suffix needs. */
function shortened(run: Run, suffix: string | undefined): CaptureAction[] {
  if (run.text.length <= longestCode) return []
  const first = !run.overflowed
  run.overflowed = true
  run.text = suffix === undefined ? '' : run.text.slice(-suffix.length)
  return first ? [{ kind: 'discarded', reason: 'too-long', raw: '' }] : []
}

function gapMs({ captured, text }: Run, prefix: string | undefined): number {
  if (captured) return capturedGapMs
  const frame = frameOf(text, prefix)
  return frame === 'prefix' || frame === 'partly-prefix' ? framedGapMs : unframedGapMs
}
