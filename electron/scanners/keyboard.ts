import type { Input, KeyboardInputEvent } from 'electron'
import type { KeyboardScannerSettings } from '../../shared/scanner-settings.ts'
import { codeExpiry } from './code-expiry.ts'
import { createKeyboardCapture } from './keyboard-capture.ts'
import type { Key } from './keyboard-layouts.ts'
import type { CaptureAction } from './keyboard-run.ts'
import type { Scanner } from './scanner.ts'

/** What of Electron's `webContents` a keyboard scanner needs. */
export interface KeyboardPage {
  on(event: 'before-input-event', listener: KeyListener): unknown
  off(event: 'before-input-event', listener: KeyListener): unknown
  sendInputEvent(event: KeyboardInputEvent): void
  executeJavaScriptInIsolatedWorld(worldId: number, scripts: { code: string }[]): Promise<unknown>
}

type KeyListener = (event: { preventDefault(): void }, input: Input) => void

/** A world of our own in the page, so that what we remember there is out of its reach. */
const world = 1001
/**
 * While a field has the focus, the system's input method takes an accent key before we see it, and writes it into the
 * field although its key is swallowed (seen on Linux with a Spanish layout). Without focus it comes as a plain key.
 */
const takeFocus = `{
  const field = document.activeElement
  if (field !== null && (field.matches('input, textarea, select') || field.isContentEditable)) {
    globalThis.taken = field
    field.blur()
  }
}`
/** Only where nobody else took the focus since: the answer to the scan may have opened something. */
const giveFocusBack = `{
  const field = globalThis.taken
  globalThis.taken = undefined
  if (field?.isConnected && document.activeElement === document.body) field.focus({ preventScroll: true })
}`

/**
 * All keyboard scanners of this PC: for the system they are one keyboard with the person's own. Works only while the
 * window is in front.
 * @param onKey each key that goes down, whosever it is
 */
export function createKeyboardScanner(
  settings: KeyboardScannerSettings,
  page: KeyboardPage,
  onKey?: (key: Key) => void,
): Scanner {
  const { id } = settings
  const capture = createKeyboardCapture(settings)
  const expiry = codeExpiry(capture, now, (at) => act(capture.expire(at)))
  let listeners: Parameters<Scanner['start']> | null = null
  /** Keys that we send come by here again, at once. */
  let replaying = false

  const onInput: KeyListener = (event, input) => {
    if (replaying || (input.type !== 'keyDown' && input.type !== 'keyUp')) return
    const key = keyOf(input)
    if (key.type === 'down') onKey?.(key)
    const { swallow, actions } = capture.key(key, now())
    if (swallow) event.preventDefault()
    // Before the key itself goes on to the page: it waits for this listener.
    act(actions)
    expiry.watch()
  }

  function act(actions: readonly CaptureAction[]): void {
    for (const action of actions) {
      switch (action.kind) {
        case 'release':
          replay(action.keys)
          break
        case 'captured':
          runInPage(takeFocus)
          break
        case 'freed':
          runInPage(giveFocusBack)
          break
        case 'discarded':
          listeners?.[2]?.(action.reason, Buffer.from(action.raw))
          break
        case 'code':
          listeners?.[0]({
            text: action.text,
            at: Date.now(),
            scannerId: id,
            kind: 'keyboard',
            raw: Buffer.from(action.raw),
          })
          break
      }
    }
  }

  function replay(keys: readonly Key[]): void {
    replaying = true
    try {
      for (const key of keys) for (const event of inputEvents(key)) page.sendInputEvent(event)
    } finally {
      replaying = false
    }
  }

  function runInPage(code: string): void {
    // A page that is being loaded again has no focus to take.
    page.executeJavaScriptInIsolatedWorld(world, [{ code }]).catch(() => undefined)
  }

  return {
    id,
    kind: 'keyboard',
    start(...given) {
      if (listeners !== null) throw new Error(`the scanner ${id} is started already`)
      listeners = given
      page.on('before-input-event', onInput)
      listeners[1]({ state: 'open' })
    },
    async stop() {
      if (listeners === null) return
      listeners = null
      expiry.stop()
      page.off('before-input-event', onInput)
      act(capture.reset())
    },
  }
}

/** Chromium's bit for AltGr; Electron's own list of modifiers leaves it out. */
const altGrBit = 1 << 15

function keyOf(input: Input): Key {
  const { code, key, shift, control, alt, meta, isAutoRepeat, isComposing } = input
  const bits = '_modifiers' in input && typeof input._modifiers === 'number' ? input._modifiers : 0
  return {
    type: input.type === 'keyDown' ? 'down' : 'up',
    code,
    key,
    shift,
    control,
    alt,
    meta,
    altGr: (bits & altGrBit) !== 0,
    repeat: isAutoRepeat,
    composing: isComposing,
  }
}

/** What a page expects of a pressed key: down, the character where there is one, up. */
function inputEvents({ key, shift, control, alt, altGr }: Key): KeyboardInputEvent[] {
  const isShortcut = control && !alt && !altGr
  const modifiers: NonNullable<KeyboardInputEvent['modifiers']> = [
    ...(shift ? (['shift'] as const) : []),
    ...(isShortcut ? (['control'] as const) : []),
  ]
  const keyCode = key === ' ' ? 'Space' : key
  const down: KeyboardInputEvent = { type: 'keyDown', keyCode, modifiers }
  const up: KeyboardInputEvent = { type: 'keyUp', keyCode, modifiers }
  // As a character, Enter is CR: with it a form is sent and a button pressed.
  const character = key === 'Enter' ? '\r' : key
  const hasCharacter = !isShortcut && [...character].length === 1
  return hasCharacter ? [down, { type: 'char', keyCode: character, modifiers }, up] : [down, up]
}

function now(): number {
  return performance.now()
}
