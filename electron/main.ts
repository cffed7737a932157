import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { app, type BrowserWindow, dialog } from 'electron'
import { keepCrashDumps } from './adapters/crash-dumps.ts'
import { registerPageScheme, servePage } from './adapters/page-protocol.ts'
import { closeDebugging } from './adapters/remote-debugging.ts'
import { createScreenDevice } from './adapters/screen-device.ts'
import { isFirstInstance } from './adapters/single-instance.ts'
import { rememberedPosition, rememberPlace } from './adapters/window-memory.ts'
import { administrationCommandIn } from './administration/names.ts'
import { type CrashHistory, earlyMs, openCrashHistory } from './diagnosis/crash-history.ts'
import { userDataFolder } from './files/data-folder.ts'
import { openDoor, tellPage } from './ipc.ts'
import { openLog } from './log/log.ts'
import { rememberedFirstScreen } from './screen/first-screen.ts'
import { kioskWanted } from './screen/kiosk-wanted.ts'
import { deferred } from './waiting/deferred.ts'
import { nothing, orAfter } from './waiting/or-after.ts'
import { openStationWindow } from './window.ts'

/**
 * The composition root: the window first, then everything behind it. What needs Electron is here and in the adapters;
 * `program.ts` runs under plain Node. This file is all that is read before the window opens: `behind-window.ts` is a
 * bundle of its own, read while the page is being loaded.
 */
const args = process.argv.slice(1)
const isDemo = args.includes('--demo')
const chosen = userDataFolder(process.env)
const folder = chosen ?? (isDemo ? `${app.getPath('userData')}-demo` : app.getPath('userData'))
app.setPath('userData', folder)
keepCrashDumps(join(folder, 'crashes'))
if (app.isPackaged) closeDebugging()

// A verdict is painted when it comes, not at the next tick of a 60 Hz clock: half a frame (8 ms) less on the way of
// every scan. Nothing on the station's screen is animated, so there are no more frames than before.
app.commandLine.appendSwitch('disable-frame-rate-limit')

/** What the page does from its call to its first frame, ms: keys go through this process, which would be busy reading. */
const firstFrameMs = 100
/** A page that never calls keeps nobody from the program, ms. */
const longestWaitMs = 2000

let window: BrowserWindow | null = null

function showWindow(): void {
  if (window === null || window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

registerPageScheme()
if (administrationCommandIn(args) !== null) void administer()
else if (isFirstInstance(showWindow)) void start()
else app.quit()

/** A command line's work, without a window; the system's store of secrets is only reached from in here. */
async function administer(): Promise<void> {
  await app.whenReady()
  const { runAdministration } = await import('./administration/commands.ts')
  const { systemCipher } = await import('./adapters/safe-storage.ts')
  const { preferredLanguages } = await import('./adapters/locale.ts')
  const { withPackagedMongod } = await import('./mongod/mongod-path.ts')
  const { terminal } = await import('./adapters/terminal.ts')
  const { input, output, end } = terminal()
  const code = await runAdministration(args, {
    folder,
    env: withPackagedMongod(process.env, process.resourcesPath),
    preferredLanguages: preferredLanguages(),
    version: app.getVersion(),
    cipher: systemCipher(),
    input,
    output,
  })
  await end()
  app.exit(code)
}

async function start(): Promise<void> {
  const isDevelopment = !app.isPackaged
  const { log, close: closeLog } = openLog({ folder: join(folder, 'logs') })
  const history = openCrashHistory(folder)
  setTimeout(history.lasted, earlyMs).unref()
  process.on('uncaughtException', (error) => startAgain(log('main.uncaught', { error }), history))
  process.on('unhandledRejection', (error) => log('main.unhandled', { error }))
  app.on('child-process-gone', (_event, details) => log('child.gone', { type: details.type, reason: details.reason }))

  await app.whenReady()
  const pageFolder = join(__dirname, 'renderer')
  const pageServed = servePage(pageFolder)
  const page = readFileSync(join(pageFolder, 'index.html'), 'utf8')
  const firstScreen = rememberedFirstScreen(folder, page)
  const isKiosk = kioskWanted(folder, process.env)
  const position = rememberedPosition(folder)
  const opened = openStationWindow({
    preload: join(__dirname, 'preload.cjs'),
    position,
    isKiosk,
    development: isDevelopment,
    log,
  })
  window = opened
  rememberPlace(opened, folder, log)
  const screen = createScreenDevice(opened, { startsLocked: isKiosk, position, log })

  const { pageReady, onPageReady } = firstCall()
  // With a screen to paint the page comes first; without one, what it will paint.
  const readable = firstScreen === null ? pageServed : pageReady.then(() => sleep(firstFrameMs))
  // The page may call before the program stands: its calls wait here.
  const starting = readable.then(async () => {
    const { startBehindWindow } = await import('./behind-window.ts')
    return startBehindWindow({
      folder,
      pageMark: page,
      pageReady,
      isDemo,
      isDevelopment,
      log,
      history,
      page: opened,
      screen,
      startAgain: relaunch,
    })
  })
  openDoor(
    () => window,
    async (name, input) => {
      if (name === 'page.ready' && onPageReady() && firstScreen !== null) tellPage(opened, 'app.state', firstScreen)
      return (await starting).door(name, input)
    },
    log,
  )
  opened.on('closed', () => app.quit())
  quitInOrder(async () => (await starting).stop(), closeLog)
  // Nothing catches what this throws: it is a bug of the program, and is treated as one.
  starting.catch((error: unknown) => startAgain(log('main.not-started', { error }), history))
}

/** When the page is there for the first time; `onPageReady` says whether it was that time. */
function firstCall(): { readonly pageReady: Promise<void>; readonly onPageReady: () => boolean } {
  let isThere = false
  const called = deferred<void>()
  return {
    pageReady: orAfter(longestWaitMs, called.promise, nothing),
    onPageReady: () => {
      if (isThere) return false
      isThere = true
      called.resolve()
      return true
    },
  }
}

function quitInOrder(stop: () => Promise<void>, closeLog: () => void): void {
  let ended = false
  app.on('before-quit', (event) => {
    if (ended) return
    event.preventDefault()
    // Whatever hangs, the program ends: what waits is in the journal.
    void orAfter(20_000, stop().catch(nothing), nothing).finally(() => {
      ended = true
      closeLog()
      app.quit()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}

/**
 * After a bug of the main process nothing in it can be relied on. What was scanned is in the journal and who was signed
 * in is kept, so starting again costs a second; going on could cost an order. A program that keeps crashing stops and says so.
 */
function startAgain(logId: string, history: CrashHistory): void {
  if (history.crashed()) {
    relaunch()
    return
  }
  dialog.showErrorBox(
    'OSE Station',
    `El programa no puede continuar. Avise a su técnico con este código.\nThe program cannot go on. Tell your technician this code.\n\n${logId}\n${folder}`,
  )
  app.exit(1)
}

function relaunch(): void {
  app.relaunch()
  app.exit(0)
}
