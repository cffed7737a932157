import type { KeyboardScannerSettings } from '../../shared/scanner-settings.ts'
import { frameOf } from './keyboard-frame.ts'
import { characterOf, type Key, withoutPosition } from './keyboard-layouts.ts'
import { type CaptureAction, createKeyRun, framedGapMs, unframedGapMs } from './keyboard-run.ts'

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

/** Ends that follow the end: LF behind CR, CR behind a suffix. A person does not press Enter that soon, ms. */
const tailMs = framedGapMs

const modifierKeys: ReadonlySet<string> = new Set(
  'Shift Control Alt AltGraph Meta CapsLock NumLock ScrollLock Fn FnLock Hyper Super Symbol'.split(' '),
)

/**
 * Tells the keys of a keyboard scanner from those of a person, before either reaches the page. Events with their time
 * in, actions out; no clock and no window. First by prefix or AIM id; where the scanner has neither, by speed, with
 * each key held until the next shows whose it was.
 */
export function createKeyboardCapture(settings: KeyboardScannerSettings): KeyboardCapture {
  const { prefix, layout } = settings
  const run = createKeyRun(settings)
  const pace = createPace()
  const owed = createOwedKeys()
  const { pass, swallow } = owed

  function downCaptured(key: Key, character: string | null, at: number): KeyAnswer {
    if (key.repeat) return swallow(key)
    // An accent that the PC's layout waits with has no code; without its place the code must not look whole.
    if (character === null && !(key.code === '' || key.key === 'Dead')) return pass(key)
    return swallow(key, take(character ?? '\ufffd', at))
  }

  function downOpen(key: Key, character: string | null, at: number): KeyAnswer {
    if (key.repeat || character === null) return pass(key, run.release())
    if (character === '\r' || character === '\t') {
      if (run.isEmpty()) return pass(key)
      // Too few for a scan: in its place behind the others.
      run.hold(key)
      return swallow(key, run.release())
    }
    const frame = frameOf(run.text() + character, prefix)
    if (frame === 'none' && (prefix !== undefined || character < ' ')) {
      const actions = run.release()
      if (frameOf(character, prefix) === 'none') return pass(key, actions)
      return swallow(key, [...actions, ...begin(key, character, at)])
    }
    if (run.isEmpty()) return swallow(key, begin(key, character, at))
    run.hold(key)
    return swallow(key, take(character, at))
  }

  function begin(key: Key, character: string, at: number): readonly CaptureAction[] {
    run.begin(key, pace.quiet() < unframedGapMs, at)
    return take(character, at)
  }

  function take(character: string, at: number): readonly CaptureAction[] {
    const { actions, end } = run.take(character, at)
    if (end !== null) pace.ended(end, at)
    return actions
  }

  return {
    key(key, at) {
      if (key.type === 'up') return owed.up(key)
      // Shift and its like do nothing by themselves, and each key tells which of them were down.
      if (modifierKeys.has(key.key)) return pass(key)
      const character = key.composing ? null : (characterOf(key, layout) ?? withoutPosition(key))
      const isEnd = character === '\r' || character === '\t' || character === '\n'
      if (isEnd && run.isEmpty() && pace.isTail(at)) return swallow(key)
      pace.down(at)
      // No code holds a control character such as STX: the next code begins, and the end of this one was lost.
      const beginsAnew =
        prefix !== undefined && prefix < ' ' && character === prefix[0] && !prefix.startsWith(run.text() + character)
      if (!run.isEmpty() && !key.repeat && beginsAnew) {
        return swallow(key, [...run.giveUp(), ...begin(key, character, at)])
      }
      return run.isCaptured() ? downCaptured(key, character, at) : downOpen(key, character, at)
    },
    expire(at) {
      const due = run.expiresAt()
      return due !== null && at >= due ? run.giveUp() : []
    },
    expiresAt: run.expiresAt,
    reset: run.giveUp,
  }
}

/** How the keys follow each other, across runs. */
function createPace() {
  let lastDownAt = Number.NEGATIVE_INFINITY
  let quiet = 0
  let tailUntil = Number.NEGATIVE_INFINITY
  return {
    down(at: number): void {
      quiet = at - lastDownAt
      lastDownAt = at
    },
    /** Time between the newest key and the one before it. */
    quiet: (): number => quiet,
    ended(end: 'code' | 'lost', at: number): void {
      tailUntil = at + tailMs
      // Behind a whole code the next may begin at once.
      if (end === 'code') lastDownAt = Number.NEGATIVE_INFINITY
    },
    isTail: (at: number): boolean => at < tailUntil,
  }
}

/** Keys whose press the page did not see, so it must not see them go up. */
function createOwedKeys() {
  const owed = new Set<string>()
  return {
    pass(key: Key, actions: readonly CaptureAction[] = []): KeyAnswer {
      owed.delete(key.code)
      return { swallow: false, actions }
    },
    swallow(key: Key, actions: readonly CaptureAction[] = []): KeyAnswer {
      owed.add(key.code)
      return { swallow: true, actions }
    },
    up: (key: Key): KeyAnswer => ({ swallow: owed.delete(key.code), actions: [] }),
  }
}
