import type { Theme } from '../shared/settings.ts'

export type ShownTheme = Exclude<Theme, 'system'>

const dark = window.matchMedia('(prefers-color-scheme: dark)')
/** What the system asks for, as far as the browser is told: Windows' contrast themes, macOS's "increase contrast". */
const contrast = window.matchMedia('(prefers-contrast: more), (forced-colors: active)')
let chosen: Theme = 'system'
let isSystemContrast = false

watchSystem(() => applyTheme(chosen, isSystemContrast))

/** @returns its undo. */
export function watchSystem(changed: () => void): () => void {
  dark.addEventListener('change', changed)
  contrast.addEventListener('change', changed)
  return () => {
    dark.removeEventListener('change', changed)
    contrast.removeEventListener('change', changed)
  }
}

/**
 * Sets the colours of the page; `system` follows the system, also when it changes later.
 * @param systemContrast what Electron knows of the system's high contrast
 */
export function applyTheme(theme: Theme, systemContrast: boolean): void {
  chosen = theme
  isSystemContrast = systemContrast
  document.documentElement.dataset['theme'] = shownTheme(theme, systemContrast)
}

export function shownTheme(theme: Theme, systemContrast: boolean): ShownTheme {
  if (theme !== 'system') return theme
  if (systemContrast || contrast.matches) return 'contrast'
  return dark.matches ? 'dark' : 'light'
}
