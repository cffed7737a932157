import { BrowserWindow, type Session, type WebContents } from 'electron'
import type { RememberedPosition } from './adapters/window-memory.ts'
import type { Log } from './log/log.ts'
import { isOurAddress, pageAddress } from './screen/page-protocol.ts'
import { smallestWindow } from './screen/window-position.ts'

interface WindowParts {
  readonly preload: string
  readonly icon?: string
  readonly position: RememberedPosition
  /** Station mode: the whole screen from the first moment. */
  readonly isKiosk: boolean
  /** Developer tools exist only then. */
  readonly development: boolean
  readonly log: Log
}

/** A page that dies again at once is loaded with a pause, so that a broken one does not take the processor. */
const reloadPauseMs = 1000

export type StationWindow = BrowserWindow

/** The window's frame always names the database in use. */
export function titleOf(database: string): string {
  return database === '' ? 'OSE Station' : `OSE Station – ${database}`
}

/**
 * The one window. The page in it is sandboxed and isolated, comes from our own protocol, and goes nowhere: no
 * navigation, no other window, no permission, no network.
 */
export function openStationWindow(parts: WindowParts): BrowserWindow {
  const { preload, icon, development, position, isKiosk, log } = parts
  const window = new BrowserWindow({
    ...position.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    kiosk: isKiosk,
    show: false,
    backgroundColor: '#101113',
    title: titleOf(''),
    autoHideMenuBar: true,
    ...(icon !== undefined && { icon }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      devTools: development,
      // A refusal is heard before anybody touched the window.
      autoplayPolicy: 'no-user-gesture-required',
      // The verdict is painted on a second screen too, and behind another window.
      backgroundThrottling: false,
    },
  })
  window.removeMenu()
  // The frame is ours: the page's own title would take the database's name from it.
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => {
    if (position.isMaximised && !isKiosk) window.maximize()
    window.show()
  })
  closeWays(window.webContents)
  closeSession(window.webContents.session)
  watch(window, log)
  void window.loadURL(pageAddress).catch((error: unknown) => log('page.load-failed', { error }))
  return window
}

function closeWays(page: WebContents): void {
  // No policy of the page covers WebRTC's own sockets.
  page.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  page.setWindowOpenHandler(() => ({ action: 'deny' }))
  page.on('will-navigate', (event) => event.preventDefault())
  page.on('will-redirect', (event) => event.preventDefault())
  page.on('will-attach-webview', (event) => event.preventDefault())
}

function closeSession(session: Session): void {
  session.setPermissionRequestHandler((_page, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isOurAddress(url) && !url.startsWith('devtools://') })
  })
}

function watch(window: BrowserWindow, log: Log): void {
  let reloadedAt = 0
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log('page.gone', { reason, exitCode })
    if (reason === 'clean-exit') return
    const pause = Math.max(0, reloadedAt + reloadPauseMs - Date.now())
    setTimeout(() => {
      reloadedAt = Date.now()
      if (!window.isDestroyed()) window.webContents.reload()
    }, pause)
  })
  window.webContents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    log('page.load-failed', { code, description, url })
    // Never an invisible program, even when the page is broken.
    if (isMainFrame) window.show()
  })
  window.webContents.on('preload-error', (_event, _path, error) => log('page.preload-failed', { error }))
  window.on('unresponsive', () => log('page.unresponsive'))
  window.on('responsive', () => log('page.responsive'))
}
