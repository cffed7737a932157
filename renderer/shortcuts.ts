import { useEffect, useRef } from 'react'

/**
 * The keys of the station. All of them are function keys: a keyboard scanner types letters, digits, Enter and Tab,
 * so none of its codes can press a button.
 */
export type ShortcutKey = `F${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`

/** Calls `action` on the key, unless a dialog is open: then the dialog has the word. */
export function useShortcut(key: ShortcutKey | undefined, action: () => void): void {
  const current = useRef(action)
  useEffect(() => {
    current.current = action
  })
  useEffect(() => {
    if (key === undefined) return
    const listener = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      if (event.repeat || document.querySelector('dialog[open], [role="dialog"]') !== null) return
      current.current()
    }
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [key])
}
