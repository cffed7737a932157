import type { Theme } from '../shared/settings.ts'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
let chosen: Theme = 'system'

dark.addEventListener('change', () => applyTheme(chosen))

/** Sets the colours of the page; `system` follows the system, also when it changes later. */
export function applyTheme(theme: Theme): void {
  chosen = theme
  document.documentElement.dataset['theme'] = shownTheme(theme)
}

export function shownTheme(theme: Theme): 'light' | 'dark' {
  if (theme === 'system') return dark.matches ? 'dark' : 'light'
  return theme
}
