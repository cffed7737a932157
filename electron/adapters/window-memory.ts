import { type BrowserWindow, screen } from 'electron'
import type { Log } from '../log/log.ts'
import { keepPosition, positionOn, type Rectangle, readPosition } from '../screen/window-position.ts'

/** A window that is being moved tells so many times a second. */
const pauseMs = 400

export interface RememberedPosition {
  readonly bounds: Rectangle
  readonly isMaximised: boolean
}

/** Where the window opens, for the screens that are there now. */
export function rememberedPosition(folder: string): RememberedPosition {
  const kept = readPosition(folder)
  const { id } = screen.getPrimaryDisplay()
  const displays = screen.getAllDisplays().sort((one, other) => Number(other.id === id) - Number(one.id === id))
  return {
    bounds: positionOn(
      displays.map(({ workArea }) => workArea),
      kept?.bounds ?? null,
    ),
    isMaximised: kept?.isMaximised ?? false,
  }
}

/** Keeps the window's position as it changes, but not that of station mode: left, the window is where it was before. */
export function rememberPlace(window: BrowserWindow, folder: string, log: Log): void {
  let timer: NodeJS.Timeout | undefined

  function keep(): void {
    clearTimeout(timer)
    if (window.isDestroyed() || window.isKiosk() || window.isFullScreen() || window.isMinimized()) return
    try {
      keepPosition(folder, { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() })
    } catch (error) {
      log('window.position-not-kept', { error })
    }
  }
  function soon(): void {
    clearTimeout(timer)
    timer = setTimeout(keep, pauseMs)
  }

  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('close', keep)
}
