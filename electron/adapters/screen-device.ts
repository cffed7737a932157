import { app, type BrowserWindow, type Input, nativeTheme, type Rectangle, screen } from 'electron'
import type { Log } from '../log/log.ts'
import { isKioskKey, zoomKey } from '../screen/kiosk-keys.ts'
import type { ScreenDevice } from '../screen/screen.ts'
import { displayPower } from './display-power.ts'
import type { RememberedPosition } from './window-memory.ts'

/** The one window as a screen. Locked from the first moment where station mode says so, before the program stands. */
export function createScreenDevice(
  window: BrowserWindow,
  {
    startsLocked,
    position,
    log,
  }: { readonly startsLocked: boolean; readonly position: RememberedPosition; readonly log: Log },
): ScreenDevice {
  const page = window.webContents
  const power = displayPower()
  let isLocked = startsLocked
  let isIgnored = false
  let isQuitting = false
  let percent = 100
  /** Where the window goes when station mode is left. */
  let free = position.bounds
  let listeners: Parameters<ScreenDevice['listen']>[0] | null = null

  /** A bare X session without a window manager, as kiosks have, makes no window full screen: then we do. */
  function cover(): void {
    if (!isLocked || window.isDestroyed()) return
    const now = window.getBounds()
    const { bounds } = screen.getDisplayMatching(now)
    // Chromium shrinks a window of exactly the display's size by a pixel, to be told from a full-screen one.
    const whole = { ...bounds, width: bounds.width + 1, height: bounds.height + 1 }
    // On Linux only the extra pixel shows that it was us: the display's own size is what Chromium hopes to get (below).
    const enough = process.platform === 'linux' ? whole : bounds
    if (now.width < enough.width || now.height < enough.height) moveTo(window, whole)
  }

  function quit(): void {
    isQuitting = true
    app.quit()
  }

  page.on('before-input-event', (event, input) => {
    if (isIgnored) return event.preventDefault()
    if (input.type !== 'keyDown') return
    const change = zoomKey(keyOf(input))
    if (change !== null) {
      event.preventDefault()
      listeners?.zoomKey(change)
    } else if (isLocked && !isKioskKey(keyOf(input))) event.preventDefault()
  })
  // Alt+F4, the taskbar's "close", a window manager: all of them come as this.
  window.on('close', (event) => {
    if (isQuitting || !(isLocked || isIgnored)) return
    event.preventDefault()
    log('window.close-refused')
  })
  window.on('show', cover)
  window.on('enter-full-screen', cover)
  screen.on('display-metrics-changed', cover)
  // Some window managers have keys of their own for these.
  window.on('leave-full-screen', () => {
    if (isLocked && !isQuitting) window.setKiosk(true)
  })
  window.on('minimize', () => {
    if (isLocked && !isQuitting) window.restore()
  })
  // Nobody but the program itself, a signal or the system asks for this.
  app.on('before-quit', () => {
    isQuitting = true
  })
  window.on('session-end', quit)
  power.onShutdown(quit)

  const setZoom = () => page.setZoomFactor(percent / 100)
  page.on('did-finish-load', () => {
    setZoom()
    // Two gloved fingers on a touch screen are not a wish to zoom.
    page.setVisualZoomLevelLimits(1, 1).catch(() => undefined)
  })

  return {
    lock(locked) {
      isLocked = locked
      if (window.isDestroyed() || window.isKiosk() === locked) return
      if (locked) free = window.getNormalBounds()
      window.setKiosk(locked)
      window.setMinimizable(!locked)
      if (locked) cover()
      else moveTo(window, free)
    },
    ignoreInput(ignored) {
      isIgnored = ignored
    },
    zoom(next) {
      percent = next
      if (!page.isDestroyed() && page.getZoomFactor() !== next / 100) setZoom()
    },
    keepDisplayOn: power.keepOn,
    // Not the page's own `hasFocus`, which a debugger overrides.
    isInFront: () => !window.isDestroyed() && window.isFocused(),
    systemContrast: () => nativeTheme.shouldUseHighContrastColors,
    quit,
    listen(given) {
      listeners = given
      window.on('focus', given.frontChanged)
      window.on('blur', given.frontChanged)
      nativeTheme.on('updated', given.contrastChanged)
      power.onResume(given.resumed)
    },
  }
}

/**
 * Newer Chromiums (seen: 130) take a window for full screen, or for what it was before, as soon as they asked for it, and send
 * the X server only what differs from what they believe. Where no window manager does what they asked for, a window stayed as
 * it was, in the middle of the screen. So it goes somewhere else first, in each of the four numbers.
 */
function moveTo(window: BrowserWindow, { x, y, width, height }: Rectangle): void {
  if (process.platform === 'linux') window.setBounds({ x: x + 1, y: y + 1, width: width + 1, height: height + 1 })
  window.setBounds({ x, y, width, height })
}

function keyOf({ key, control, alt, meta, shift }: Input) {
  return { key, control, alt, meta, shift }
}
