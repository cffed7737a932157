import { useSyncExternalStore } from 'react'

/** Whether key events reach this window; a keyboard scanner writes into whatever window is in front. */
export function useWindowInFront(): boolean {
  return useSyncExternalStore(subscribe, () => document.hasFocus())
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('focus', changed)
  window.addEventListener('blur', changed)
  document.addEventListener('visibilitychange', changed)
  return () => {
    window.removeEventListener('focus', changed)
    window.removeEventListener('blur', changed)
    document.removeEventListener('visibilitychange', changed)
  }
}
