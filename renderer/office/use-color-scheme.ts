import { useSyncExternalStore } from 'react'
import type { Theme } from '../../shared/settings.ts'
import { shownTheme, watchSystem } from '../theme.ts'

/** Mantine's scheme for the colours that are shown; it has none for high contrast, which lies on a dark ground. */
export function useColorScheme(theme: Theme, systemContrast: boolean): 'light' | 'dark' {
  return useSyncExternalStore(watchSystem, () => (shownTheme(theme, systemContrast) === 'light' ? 'light' : 'dark'))
}
