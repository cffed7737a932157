import { app } from 'electron'

/** The languages the person prefers, best first, e.g. `['es-ES', 'en']`. */
export function preferredLanguages(): readonly string[] {
  const preferred = app.getPreferredSystemLanguages()
  return preferred.length > 0 ? preferred : [app.getLocale()]
}
