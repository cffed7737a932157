import { app } from 'electron'

/**
 * True for the first program on this data folder. A second start tells the first, which shows itself, and ends: two
 * programs would share one journal and one embedded database. Another data folder is another station.
 */
export function isFirstInstance(onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', onSecondStart)
  return true
}
