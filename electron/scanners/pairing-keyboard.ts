import { createKeyboardScanner, type KeyboardPage } from './keyboard.ts'
import type { Key } from './keyboard-layouts.ts'
import type { EarParts, PairingEar } from './pairing-ear.ts'
import { matchKeys } from './pairing-keys.ts'

/** Longer than any scanner pauses between two keys, shorter than a person who types, ms. */
const burstMs = 200
/** Fewer keys are a person's. */
const fewestKeys = 6
const longestBurst = 500

const modifierKeys: ReadonlySet<string> = new Set('Shift Control Alt AltGraph Meta CapsLock NumLock'.split(' '))

/**
 * Listens to the keys of the window. A keyboard scanner without settings stands before the page meanwhile, so that
 * the code gets into no field and its Enter presses no button.
 */
export function listenToKeyboard({ code, onHeard }: EarParts, page: KeyboardPage): PairingEar {
  let burst: Key[] = []
  let timer: NodeJS.Timeout | undefined

  function take(key: Key): void {
    if (key.repeat || modifierKeys.has(key.key)) return
    burst = [...burst, key].slice(-longestBurst)
    clearTimeout(timer)
    timer = setTimeout(judge, burstMs)
  }

  function judge(): void {
    const keys = burst
    burst = []
    if (keys.length < fewestKeys) return
    const match = matchKeys(keys, code)
    if (match.kind === 'problem') onHeard(match)
    else {
      const { reading, aim, end } = match
      onHeard({ kind: 'found', aim, endKey: end, settings: { kind: 'keyboard', ...reading } })
    }
  }

  const scanner = createKeyboardScanner({ id: 'pairing', kind: 'keyboard', layout: 'us' }, page, take)
  scanner.start(
    () => undefined,
    () => undefined,
  )
  return {
    candidate: () => ({ kind: 'keyboard', label: '', state: 'open' }),
    async stop() {
      clearTimeout(timer)
      await scanner.stop()
    },
  }
}
