import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test'
import type { AnswerWord } from '../../shared/stations.ts'

export interface StationAppOptions {
  /** The plant's database; without it the program asks on first start. */
  readonly uri?: string
  readonly databaseName?: string
  readonly folder?: string
  readonly scanners?: readonly object[]
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** The build with the tests' own station in its tables. */
  readonly build?: 'trial'
  /** Another checkout, built there. */
  readonly checkout?: string
  /** Another Electron than that of all tests. */
  readonly electron?: string
  /** Another copy of the program, run as an ordinary user; without it this checkout's, as whoever runs the tests. */
  readonly program?: { readonly executablePath: string; readonly appDir: string; readonly mongod: string }
}

/** Where `npm test` says the parts are. */
function part(name: 'OSE_ELECTRON_PATH' | 'OSE_MONGOD_PATH'): string {
  const path = process.env[name]
  if (path === undefined) throw new Error(`${name} is not set: run the tests by npm test`)
  return path
}

/** The checkout: tests and benches are started there. */
const root = process.cwd()

function appDir({ build, checkout = root }: StationAppOptions): string {
  return build === undefined ? checkout : join(checkout, 'dist', build)
}

/** The real program in real Electron. Verbs a test reads as a story. */
export async function startStationApp(options: StationAppOptions = {}) {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'ose-app-')))
  const app = await launch(folder, options)
  const page = await app.firstWindow()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.waitForLoadState('domcontentloaded')

  return {
    app,
    page,
    folder,
    /** Errors of the page: there must be none. */
    problems,
    pid: app.process().pid ?? 0,

    async signIn(identifier: string, password: string): Promise<void> {
      await page.getByTestId('sign-in-identifier').fill(identifier)
      await page.getByTestId('sign-in-password').fill(password)
      await page.getByTestId('sign-in-submit').click()
    },

    async openOrder(order: string, lote = 1): Promise<void> {
      await page.getByTestId(`order-${order}-batch-${lote}`).click()
      await expect(page.getByTestId('verdict')).toHaveAttribute('data-word', 'order-opened')
    },

    /** Waits until the newest answer on the screen is this word. */
    async expectVerdict(word: AnswerWord | `bench-${string}`): Promise<void> {
      await expect(page.getByTestId('verdict')).toHaveAttribute('data-word', word)
    },

    /** A code by hand, as from a damaged label: the same queue as a scan. */
    async typeCode(code: string): Promise<void> {
      await page.getByTestId('type-code').fill(code)
      await page.getByTestId('type-code').press('Enter')
    },

    verdict: () => verdictOf(page),

    /** Waits for an answer to something else than what is on the screen now. */
    async nextVerdict(before: { readonly scanId: string | null; readonly word: string | null }) {
      await expect.poll(async () => (await verdictOf(page)).scanId, { intervals: [10] }).not.toBe(before.scanId)
      return verdictOf(page)
    },

    /** Ends the program as a person would. */
    async close(keepFolder = false): Promise<void> {
      await app.close()
      if (!keepFolder) await rm(folder, { recursive: true, force: true })
    },

    /** Ends it as a power cut would: nothing of it gets another instruction. */
    async kill(): Promise<void> {
      const gone = new Promise((resolve) => app.process().once('exit', resolve))
      app.process().kill('SIGKILL')
      await gone
    },
  }
}

export type StationApp = Awaited<ReturnType<typeof startStationApp>>

async function verdictOf(page: Page): Promise<{ scanId: string | null; word: string | null; kind: string | null }> {
  return page.getByTestId('verdict').evaluate((element) => ({
    scanId: element.getAttribute('data-scan-id'),
    word: element.getAttribute('data-word'),
    kind: element.getAttribute('data-kind'),
  }))
}

/**
 * Playwright now and then misses a window that is opened the moment Electron is ready, and waits for it for ever (twice in
 * some hundred starts); the program itself runs. It ends it then, and it is started again.
 */
async function launch(folder: string, options: StationAppOptions): Promise<ElectronApplication> {
  return launchOnce(folder, options).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'TimeoutError') return launchOnce(folder, options)
    throw error
  })
}

function launchOnce(folder: string, options: StationAppOptions): Promise<ElectronApplication> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  return _electron.launch({
    timeout: 40_000,
    executablePath: options.program?.executablePath ?? options.electron ?? part('OSE_ELECTRON_PATH'),
    args: [options.program?.appDir ?? appDir(options), ...(options.args ?? [])],
    // Playwright takes the sandbox away unless it is told to leave it.
    chromiumSandbox: canHaveSandbox(options),
    env: {
      ...env,
      OSE_USER_DATA: folder,
      OSE_MONGOD_PATH: options.program?.mongod ?? part('OSE_MONGOD_PATH'),
      OSE_LANGUAGE: 'en',
      ...(options.uri !== undefined && { OSE_MONGODB_URI: options.uri }),
      ...(options.databaseName !== undefined && { OSE_DATABASE_NAME: options.databaseName }),
      ...(options.scanners !== undefined && { OSE_SCANNERS: JSON.stringify(options.scanners) }),
      ...options.env,
    },
  })
}

/** Chromium refuses to start its sandbox as root. */
function canHaveSandbox({ program }: StationAppOptions): boolean {
  return program !== undefined || process.getuid?.() !== 0
}
