import { powerMonitor, powerSaveBlocker } from 'electron'

/** Keeps the display on while it is wanted: whoever works looks at the device, and touches nothing for minutes. */
export function displayPower() {
  let blocker: number | null = null
  return {
    keepOn(isOn: boolean): void {
      if (isOn === (blocker !== null)) return
      if (isOn) blocker = powerSaveBlocker.start('prevent-display-sleep')
      else if (blocker !== null) {
        powerSaveBlocker.stop(blocker)
        blocker = null
      }
    },
    onResume(listener: () => void): void {
      powerMonitor.on('resume', listener)
    },
    /** The system shuts down or restarts; on Windows the window tells it (`session-end`). */
    onShutdown(listener: () => void): void {
      powerMonitor.on('shutdown', listener)
    },
  }
}
