import { join } from 'node:path'
import { readIfThere } from '../files/atomic-file.ts'

/**
 * Whether the window opens as a kiosk: known before the settings are parsed, because a window that becomes one later
 * shows the desktop for a moment. What is not readable here is named when the settings are read (`config.ts`).
 */
export function kioskWanted(folder: string, env: Readonly<Record<string, string | undefined>>): boolean {
  const named = env['OSE_STATION_MODE']
  if (named) return named.trim() === 'kiosk'
  try {
    const settings: unknown = JSON.parse(readIfThere(join(folder, 'settings.json'))?.toString('utf8') ?? '{}')
    return (
      typeof settings === 'object' && settings !== null && 'stationMode' in settings && settings.stationMode === 'kiosk'
    )
  } catch {
    return false
  }
}
