import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { AppState } from '../shared/state.ts'
import { crashDumps } from './adapters/crash-dumps.ts'
import { createLabelPaper } from './adapters/label-paper.ts'
import { preferredLanguages } from './adapters/locale.ts'
import { openWithSystem } from './adapters/open-file.ts'
import { createPrinterList } from './adapters/printers.ts'
import { systemCipher } from './adapters/safe-storage.ts'
import type { CrashHistory } from './diagnosis/crash-history.ts'
import { createProgramTools } from './diagnosis/program-tools.ts'
import { createDoor, type Door } from './door.ts'
import { tellPage } from './ipc.ts'
import type { Log } from './log/log.ts'
import { withPackagedMongod } from './mongod/mongod-path.ts'
import { type Program, startProgram } from './program.ts'
import { failedDoor } from './program-failed.ts'
import { createFirstScreenMemory } from './screen/first-screen.ts'
import type { ScreenDevice } from './screen/screen.ts'
import { loadConfig } from './settings/config.ts'
import { connectionSecret } from './settings/connection-secret.ts'
import { type StationWindow, titleOf } from './window.ts'

/** From the page's first state to its first frame, on a slow PC. */
const paintMs = 150

interface BehindWindowParts {
  readonly folder: string
  readonly isDemo: boolean
  readonly isDevelopment: boolean
  readonly log: Log
  readonly history: CrashHistory
  readonly page: StationWindow
  /** Its index.html, which is another with every build. */
  readonly pageMark: string
  /** When it was there, or did not come. */
  readonly pageReady: Promise<void>
  readonly screen: ScreenDevice
  readonly startAgain: () => void
}

/** Everything behind the window; a program that cannot be started leaves a door that says so, never an empty window. */
export async function startBehindWindow(parts: BehindWindowParts): Promise<{
  readonly door: Door
  readonly stop: () => Promise<void>
}> {
  const { folder, log, page, history } = parts
  const env = environment(parts.isDemo, history.safeMode)
  if (history.safeMode) log('program.safe-mode')
  const painted = parts.pageReady.then(() => sleep(paintMs))
  const firstScreen = createFirstScreenMemory(folder, parts.pageMark)
  const tools = createProgramTools({
    folder,
    env,
    build: buildInfo(),
    // In a checkout the build leaves them beside the code.
    resources: parts.isDevelopment ? __dirname : process.resourcesPath,
    dumps: () => crashDumps(join(folder, 'crashes')),
    openFile: async (file) => (page.isKiosk() ? undefined : openWithSystem(file)),
    startAgain: parts.startAgain,
    log,
  })
  let program: Program | null = null
  try {
    program = await startProgram({
      folder,
      env,
      config: loadConfig({ folder, env, preferredLanguages: preferredLanguages() }),
      secret: connectionSecret({ folder, env, cipher: systemCipher() }),
      log,
      version: buildInfo()['version'] ?? '0.0.0',
      host: hostname(),
      workerFile: join(__dirname, 'password.worker.cjs'),
      page: page.webContents,
      painted,
      tools,
      screen: parts.screen,
      // The page's share of the work is loaded only when something is printed.
      printPdf: async (...job) => (await import('./adapters/print-pdf.ts')).printPdf(...job),
      labelPaper: createLabelPaper(createPrinterList(page.webContents)),
      // A viewer's own "open" and "save" dialogs are a way out of station mode; the page names the file.
      openFile: async (file) => (page.isKiosk() ? undefined : openWithSystem(file)),
      tell: (name, value) => {
        tellPage(page, name, value)
        if (name !== 'app.state') return
        // By its name; the compiler does not tie the two.
        firstScreen.told(value as AppState)
        if (!page.isDestroyed()) page.setTitle(titleOf(program?.databaseName() ?? ''))
      },
    })
  } catch (error) {
    history.crashed()
    const logId = log('program.not-started', { error })
    return {
      door: failedDoor({ logId, tools, log, tell: (...told) => tellPage(page, ...told) }),
      stop: async () => undefined,
    }
  }
  const { door: given, stop } = program
  return {
    door: createDoor({ ...given, checkOutput: parts.isDevelopment, log }),
    async stop() {
      await stop()
      firstScreen.ended()
    },
  }
}

function environment(isDemo: boolean, safeMode: boolean): NodeJS.ProcessEnv {
  return {
    ...withPackagedMongod(process.env, process.resourcesPath),
    ...(isDemo && { OSE_DATABASE: 'demo', OSE_DATABASE_NAME: 'ose_demo' }),
    ...(safeMode && { OSE_SCANNERS: '[]' }),
  }
}

const buildInfoSchema = z.record(z.string(), z.string())

/** What the build left beside the code: versions and the commit. */
function buildInfo(): Readonly<Record<string, string>> {
  const file = join(__dirname, 'build-info.json')
  const info: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  return buildInfoSchema.parse(info)
}
