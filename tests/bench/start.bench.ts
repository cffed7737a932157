import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { expect } from '@playwright/test'
import { startStationApp } from '../support/station-app.ts'
import { debuggingPipe } from './debugging-pipe.ts'
import { memoryOf } from './memory.ts'
import { figures, progress, report } from './report.ts'

/**
 * A later start, with the data folder set up and the embedded database there: spawn → a key typed into the sign-in
 * screen is painted. Beside it an empty window with one field on the same Electron, in turns within the same run.
 */
const rounds = process.argv.includes('--long') ? 40 : 8
const electron = process.env['OSE_ELECTRON_PATH'] ?? ''
const root = process.cwd()
const folder = await mkdtemp(join(tmpdir(), 'ose-start-'))
const emptyFolder = await mkdtemp(join(tmpdir(), 'ose-empty-'))
const embedded = { OSE_DATABASE: 'embedded' }

const field = '[data-testid="sign-in-identifier"]'
const inPage = (body: string) =>
  `new Promise((resolve) => { const look = () => { ${body}; requestAnimationFrame(look) }; look() })`
const waitForField = inPage(`if (document.activeElement?.matches('${field}')) return resolve(true)`)
const waitForKey = inPage(
  `if (document.querySelector('${field}')?.value === 'x') return requestAnimationFrame(() => setTimeout(() => resolve(true)))`,
)
const waitForDatabase = inPage(
  `if (document.querySelector('[data-testid="database-state"]')?.dataset.state === 'connected') return resolve(true)`,
)

await setUp()
const program = { app: root, env: { OSE_USER_DATA: folder, ...embedded } }
const emptyWindow = { app: join(root, 'tests', 'bench', 'empty-window'), env: { OSE_USER_DATA: emptyFolder } }
const starts: number[] = []
const floor: number[] = []
const memory: number[] = []
const emptyMemory: number[] = []
for (let round = -1; round < rounds; round++) {
  const ours = await startOf(program, 'connected')
  const empty = await startOf(emptyWindow, null)
  // The first of each fills the caches of the disk.
  if (round < 0) continue
  starts.push(ours.ms)
  memory.push(ours.megabytes)
  floor.push(empty.ms)
  emptyMemory.push(empty.megabytes)
  progress(`${round + 1} of ${rounds}: ${ours.ms.toFixed(0)} ms beside ${empty.ms.toFixed(0)} ms`)
}
const sum = (durations: readonly number[]) => durations.reduce((all, one) => all + one, 0)
const [ours, empty] = [figures(starts, sum(starts)), figures(floor, sum(floor))]
report('start', [{ name: 'spawn to a typed key', n: starts.length, ...ours, floor: empty }], {
  ratio: { start: ratio(ours.p50_ms, empty.p50_ms), memory: ratio(middle(memory), middle(emptyMemory)) },
  memory_mb: { program: Math.round(middle(memory)), empty_window: Math.round(middle(emptyMemory)) },
  bundles_kb: await bundleSizes(),
})
await rm(folder, { recursive: true, force: true })
await rm(emptyFolder, { recursive: true, force: true })

/** The first start and the first administrator, as a person would have made them. */
async function setUp(): Promise<void> {
  const station = await startStationApp({ folder, env: embedded })
  await expect(station.page.getByTestId('administrator')).toBeVisible({ timeout: 60_000 })
  const answer = await station.page.evaluate(() => {
    const { bridge } = window as unknown as { bridge: { call(name: string, input: unknown): Promise<{ ok: boolean }> } } // the preload's
    return bridge.call('setup.createAdministrator', {
      employee_id: 'EMP-001',
      name: 'Ana',
      surname: 'Torres',
      password: 'Right-pass1',
    })
  })
  if (!answer.ok) throw new Error(`no administrator: ${JSON.stringify(answer)}`)
  await station.close(true)
}

async function startOf(what: typeof program | typeof emptyWindow, state: string | null) {
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--remote-debugging-pipe', what.app]
  const from = performance.now()
  const child = spawn(electron, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...what.env },
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const debug = debuggingPipe(child.stdio[3] as Writable, child.stdio[4] as Readable) // pipes, by `stdio` above
  await debug.evaluate(waitForField)
  await debug.typeKey('x')
  await debug.evaluate(waitForKey)
  const ms = performance.now() - from
  if (state !== null) await debug.evaluate(waitForDatabase)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const megabytes = memoryOf(child.pid ?? 0)
  await close(child, ended)
  return { ms, megabytes }
}

async function close(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM')
  await ended
}

function middle(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}

function ratio(ours: number, theirs: number): number {
  return Math.round((ours / theirs) * 100) / 100
}

/** What is read from the disk at a start, and what is read later. */
async function bundleSizes(): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {}
  const dist = join(root, 'dist')
  for (const name of (await readdir(dist, { recursive: true })).sort()) {
    if (!/^(?:renderer\b.*|[^/\\]*)\.(?:cjs|js|css)$/.test(name)) continue
    // Without the hash of its contents, so that two runs can be compared.
    const plain = name.replace(/-[\w-]{8}(\.\w+)$/, '$1').replaceAll('\\', '/')
    sizes[plain] = (sizes[plain] ?? 0) + Math.round((await stat(join(dist, name))).size / 1024)
  }
  return sizes
}
