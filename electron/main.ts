import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import { runCommandAndQuit } from './adapters/command.ts'
import { preferredLanguages } from './adapters/locale.ts'
import { registerPageScheme, servePage } from './adapters/page-protocol.ts'
import { systemCipher } from './adapters/safe-storage.ts'
import { createScreenDevice } from './adapters/screen-device.ts'
import { isFirstInstance } from './adapters/single-instance.ts'
import { rememberedPlace, rememberPlace } from './adapters/window-memory.ts'
import { administrationCommandIn } from './administration/commands.ts'
import { readCommand } from './command-line/command.ts'
import { type Config, loadConfig, userDataFolder } from './config.ts'
import { connectionSecret } from './connection-secret.ts'
import { createDoor } from './door.ts'
import { openDoor, tellPage } from './ipc.ts'
import { type Log, openLog } from './log.ts'
import { type Program, startProgram } from './program.ts'
import type { ScreenDevice } from './screen.ts'
import { openStationWindow, titleOf } from './window.ts'

/**
 * The composition root: the window first, then everything behind it. What needs Electron is here and in the adapters;
 * `program.ts` runs under plain Node.
 */
const args = process.argv.slice(1)
const isDemo = args.includes('--demo')
const chosen = userDataFolder(process.env)
const folder = chosen ?? (isDemo ? `${app.getPath('userData')}-demo` : app.getPath('userData'))
app.setPath('userData', folder)

// A verdict is painted when it comes, not at the next tick of a 60 Hz clock: half a frame (8 ms) less on the way of
// every scan. Nothing on the station's screen is animated, so there are no more frames than before.
app.commandLine.appendSwitch('disable-frame-rate-limit')

let window: BrowserWindow | null = null

function showWindow(): void {
  if (window === null || window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

registerPageScheme()
const command = readCommand(args)
if (administrationCommandIn(args) !== null) void administer()
else if (command !== null) void runCommandAndQuit(command, folder)
else if (isFirstInstance(showWindow)) void start()
else app.quit()

/** A command line's work, without a window; the system's store of secrets is only reached from in here. */
async function administer(): Promise<void> {
  await app.whenReady()
  const { runAdministration } = await import('./administration/commands.ts')
  const { env, stdin: input, stdout: output } = process
  app.exit(await runAdministration(args, { folder, env, cipher: systemCipher(), input, output }))
}

async function start(): Promise<void> {
  const isDevelopment = !app.isPackaged
  const { log, close: closeLog } = openLog({ folder: join(folder, 'logs') })
  process.on('uncaughtException', (error) => log('main.uncaught', { error }))
  process.on('unhandledRejection', (error) => log('main.unhandled', { error }))
  app.on('child-process-gone', (_event, details) => log('child.gone', { type: details.type, reason: details.reason }))

  await app.whenReady()
  const env = isDemo ? { ...process.env, OSE_DATABASE: 'demo', OSE_DATABASE_NAME: 'ose_demo' } : process.env
  const config = loadConfig({ folder, env, preferredLanguages: preferredLanguages() })
  servePage(join(__dirname, 'renderer'))
  const isKiosk = config.settings().stationMode === 'kiosk'
  const place = rememberedPlace(folder)
  window = openStationWindow({
    preload: join(__dirname, 'preload.cjs'),
    place,
    isKiosk,
    development: isDevelopment,
    log,
  })
  rememberPlace(window, folder, log)
  const screen = createScreenDevice(window, { startsLocked: isKiosk, place, log })

  // The page may call before the program stands: its calls wait here.
  const starting = begin(config, env, log, window, screen)
  const door = starting.then((program) => createDoor({ ...program.door, checkOutput: isDevelopment, log }))
  openDoor(
    () => window,
    async (name, input) => (await door)(name, input),
    log,
  )
  const program = await starting

  window.on('closed', () => app.quit())
  let ended = false
  app.on('before-quit', (event) => {
    if (ended) return
    event.preventDefault()
    // Whatever hangs, the program ends: what waits is in the journal.
    const patience = new Promise((resolve) => setTimeout(resolve, 20_000))
    void Promise.race([program.stop(), patience]).finally(() => {
      ended = true
      closeLog()
      app.quit()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}

/** Everything behind the window. */
async function begin(
  config: Config,
  env: NodeJS.ProcessEnv,
  log: Log,
  page: BrowserWindow,
  screen: ScreenDevice,
): Promise<Program> {
  let program: Program | null = null
  program = await startProgram({
    folder,
    env,
    config,
    secret: connectionSecret({ folder, env, cipher: systemCipher() }),
    log,
    version: versionOf(),
    host: hostname(),
    workerFile: join(__dirname, 'password.worker.cjs'),
    page: page.webContents,
    screen,
    // The page's share of the work is loaded only when something is printed.
    printPdf: async (...job) => (await import('./adapters/print-pdf.ts')).printPdf(...job),
    openFile: async (file) => {
      // A viewer's own "open" and "save" dialogs are a way out of station mode; the page names the file.
      if (page.isKiosk()) return
      const { shell } = await import('electron')
      await shell.openPath(file)
    },
    tell: (name, value) => {
      tellPage(page, name, value)
      if (name === 'app.state' && !page.isDestroyed()) page.setTitle(titleOf(program?.databaseName() ?? ''))
    },
  })
  return program
}

function versionOf(): string {
  const file = join(__dirname, 'build-info.json')
  if (!existsSync(file)) return app.getVersion()
  const info: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return typeof info === 'object' && info !== null && 'version' in info ? String(info.version) : app.getVersion()
}
