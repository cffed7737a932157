import { useSyncExternalStore } from 'react'
import type { Theme } from '../../shared/settings.ts'
import { shownTheme } from '../theme.ts'

const dark = window.matchMedia('(prefers-color-scheme: dark)')

function subscribe(changed: () => void): () => void {
  dark.addEventListener('change', changed)
  return () => dark.removeEventListener('change', changed)
}

/** The colours that are shown: what was chosen, or what the system has now. */
export function useColorScheme(theme: Theme): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () => shownTheme(theme))
}
