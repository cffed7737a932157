import type { KeyboardScannerSettings } from '../../shared/scanner-settings.ts'
import { frameOf } from './keyboard-frame.ts'
import { characterOf, isDeadKey, type PressedKey, withoutPlace } from './keyboard-layouts.ts'
import type { DiscardReason } from './scanner.ts'

export interface Key extends PressedKey {
  readonly type: 'down' | 'up'
  /** What the PC made of it; needed to give the key back, and where the key has no place. */
  readonly key: string
  readonly repeat: boolean
  readonly composing: boolean
}

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

export interface KeyAnswer {
  /** The page must not see the key (now). */
  readonly swallow: boolean
  readonly actions: readonly CaptureAction[]
}

export interface KeyboardCapture {
  key(key: Key, at: number): KeyAnswer
  /** What is held gets no further: a person's keys are given back, a scan without its end is discarded. */
  expire(at: number): readonly CaptureAction[]
  expiresAt(): number | null
  /** The keyboard is no longer ours, e.g. at the end. */
  reset(): readonly CaptureAction[]
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
/** Ends that follow the end: LF behind CR, CR behind a suffix. A person does not press Enter that soon, ms. */
const tailMs = framedGapMs
const longestCode = 4096

const modifierKeys: ReadonlySet<string> = new Set(
  'Shift Control Alt AltGraph Meta CapsLock NumLock ScrollLock Fn FnLock Hyper Super Symbol'.split(' '),
)

/**
 * Tells the keys of a keyboard scanner from those of a person, before either reaches the page. Events with their time
 * in, actions out; no clock and no window. First by prefix or AIM id; where the scanner has neither, by speed, with
 * each key held until the next shows whose it was.
 */
export function createKeyboardCapture(settings: KeyboardScannerSettings): KeyboardCapture {
  const { prefix, suffix, layout } = settings
  const suffixHasEnd = suffix !== undefined && /[\r\t]/.test(suffix)
  let held: Key[] = []
  let text = ''
  let captured = false
  let overflowed = false
  /** A key before this run came too close to it: its first character may be missing. */
  let tainted = false
  let firstAt = 0
  let lastAt = 0
  let count = 0
  let lastDownAt = Number.NEGATIVE_INFINITY
  /** Time between the newest key and the one before it. */
  let quiet = 0
  let tailUntil = Number.NEGATIVE_INFINITY
  /** Keys whose press the page did not see, so it must not see them go up. */
  const owed = new Set<string>()

  function clear(): void {
    held = []
    text = ''
    captured = false
    overflowed = false
    tainted = false
  }

  /** Everything held, back to the person. Never of a captured scan. */
  function release(): CaptureAction[] {
    const keys = held
    clear()
    return keys.length === 0 ? [] : [{ kind: 'release', keys }]
  }

  function discard(reason: DiscardReason): CaptureAction[] {
    const actions: CaptureAction[] = overflowed
      ? [{ kind: 'freed' }]
      : [{ kind: 'discarded', reason, raw: text }, { kind: 'freed' }]
    clear()
    return actions
  }

  function giveUp(): CaptureAction[] {
    return captured ? discard('incomplete') : release()
  }

  function pass(key: Key, actions: readonly CaptureAction[] = []): KeyAnswer {
    owed.delete(key.code)
    return { swallow: false, actions }
  }

  function swallow(key: Key, actions: readonly CaptureAction[] = []): KeyAnswer {
    owed.add(key.code)
    return { swallow: true, actions }
  }

  function down(key: Key, at: number): KeyAnswer {
    // Shift and its like do nothing by themselves, and each key tells which of them were down.
    if (modifierKeys.has(key.key)) return pass(key)
    const character = key.composing ? null : (characterOf(key, layout) ?? withoutPlace(key))
    const isEnd = character === '\r' || character === '\t' || character === '\n'
    if (isEnd && held.length === 0 && at < tailUntil) return swallow(key)
    quiet = at - lastDownAt
    lastDownAt = at
    // No code holds a control character such as STX: the next code begins, and the end of this one was lost.
    const beginsAnew =
      prefix !== undefined && prefix < ' ' && character === prefix[0] && !prefix.startsWith(text + character)
    if (held.length > 0 && !key.repeat && beginsAnew) {
      return swallow(key, [...giveUp(), ...begin(key, character, at)])
    }
    return captured ? downCaptured(key, character, at) : downOpen(key, character, at)
  }

  function downCaptured(key: Key, character: string | null, at: number): KeyAnswer {
    if (key.repeat) return swallow(key)
    // An accent that the PC's layout waits with has no code; without its place the code must not look whole.
    if (character === null && !(key.code === '' || key.key === 'Dead')) return pass(key)
    return swallow(key, take(character ?? '\ufffd', at))
  }

  function downOpen(key: Key, character: string | null, at: number): KeyAnswer {
    if (key.repeat || character === null) return pass(key, release())
    if (character === '\r' || character === '\t') {
      if (held.length === 0) return pass(key)
      // Too few for a scan: in its place behind the others.
      held.push(key)
      return swallow(key, release())
    }
    const frame = frameOf(text + character, prefix)
    const isControl = character < ' '
    if (frame === 'none' && (prefix !== undefined || isControl)) {
      const actions = release()
      if (frameOf(character, prefix) === 'none') return pass(key, actions)
      return swallow(key, [...actions, ...begin(key, character, at)])
    }
    if (held.length === 0) return swallow(key, begin(key, character, at))
    held.push(key)
    return swallow(key, take(character, at))
  }

  function begin(key: Key, character: string, at: number): CaptureAction[] {
    tainted = quiet < unframedGapMs
    held = [key]
    firstAt = at
    count = 0
    return take(character, at)
  }

  /** One more character of what may be a code. */
  function take(character: string, at: number): CaptureAction[] {
    lastAt = at
    count += 1
    const isEnd = character === '\r' || character === '\t'
    if (isEnd && suffix === undefined) return complete(text, character, at)
    if (!(character === ' ' && isDeadKey(text.slice(-1), layout))) text += character
    if (!captured) {
      captured = isSurelyScan()
      return captured ? [{ kind: 'captured' }] : []
    }
    if (suffix !== undefined && text.endsWith(suffix)) return complete(text.slice(0, -suffix.length), suffix, at)
    if (isEnd && !suffixHasEnd) {
      // Its suffix was lost; the Enter behind it must not press a button.
      tailUntil = at + tailMs
      return discard('incomplete')
    }
    return overflow()
  }

  function isSurelyScan(): boolean {
    const isFramed = frameOf(text, prefix) === 'prefix'
    return text.length >= (isFramed ? (prefix?.length ?? 0) + framedKeys : unframedKeys)
  }

  function overflow(): CaptureAction[] {
    if (text.length <= longestCode) return []
    const first = !overflowed
    overflowed = true
    // Only as much as the search for the suffix needs.
    text = suffix === undefined ? '' : text.slice(-suffix.length)
    return first ? [{ kind: 'discarded', reason: 'too-long', raw: '' }] : []
  }

  function complete(whole: string, end: string, at: number): CaptureAction[] {
    tailUntil = at + tailMs
    const frame = frameOf(whole, prefix)
    const isFramed = frame === 'prefix'
    // A prefix that is the beginning of the AIM id belongs to the code.
    const code = isFramed && prefix !== undefined && !prefix.startsWith(']') ? whole.slice(prefix.length) : whole
    const isFast = (at - firstAt) / (count - 1) <= (isFramed ? framedMeanMs : unframedMeanMs)
    if (overflowed || !isFast || code.length < shortestCode || (tainted && frame === 'none'))
      return discard('incomplete')
    clear()
    lastDownAt = Number.NEGATIVE_INFINITY
    return [{ kind: 'code', text: code, raw: whole + end }, { kind: 'freed' }]
  }

  function gapMs(): number {
    if (captured) return capturedGapMs
    const frame = frameOf(text, prefix)
    return frame === 'prefix' || frame === 'partly-prefix' ? framedGapMs : unframedGapMs
  }

  return {
    key(key, at) {
      if (key.type === 'up') return { swallow: owed.delete(key.code), actions: [] }
      return down(key, at)
    },
    expire: (at) => (held.length > 0 && at - lastAt >= gapMs() ? giveUp() : []),
    expiresAt: () => (held.length > 0 ? lastAt + gapMs() : null),
    reset: giveUp,
  }
}
