import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { expect } from '@playwright/test'
import { startStationApp } from '../support/station-app.ts'
import { debuggingPipe } from './debugging-pipe.ts'
import { memoryOf } from './memory.ts'
import { figures, progress, report } from './report.ts'

/**
 * A later start, with the data folder set up and the embedded database there: spawn → a key typed into the sign-in
 * screen is painted. Beside it an empty window with one field on the same Electron, in turns within the same run.
 * `--beside FOLDER`: also another checkout of the program, which is built there.
 */
const { values } = parseArgs({
  options: { long: { type: 'boolean' }, json: { type: 'boolean' }, beside: { type: 'string' } },
})
const rounds = values.long ? 20 : 8
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

interface Started {
  readonly app: string
  readonly env: Readonly<Record<string, string>>
}

const program: Started = { app: root, env: { OSE_USER_DATA: folder, ...embedded } }
const other = values.beside === undefined ? null : await besideOf(values.beside)
const emptyWindow = { app: join(root, 'tests', 'bench', 'empty-window'), env: { OSE_USER_DATA: emptyFolder } }
await setUp(program)
if (other !== null) await setUp(other)
const ours = measured()
const theirs = measured()
const empty = measured()
for (let round = -1; round < rounds; round++) {
  const own = await startOf(program, 'connected')
  const otherOwn = other === null ? null : await startOf(other, 'connected')
  const bare = await startOf(emptyWindow, null)
  // The first of each fills the caches of the disk.
  if (round < 0) continue
  ours.note(own)
  if (otherOwn !== null) theirs.note(otherOwn)
  empty.note(bare)
  const others = otherOwn === null ? '' : `, the other ${otherOwn.ms.toFixed(0)} ms`
  progress(`${round + 1} of ${rounds}: ${own.ms.toFixed(0)} ms${others}, empty ${bare.ms.toFixed(0)} ms`)
}
const [own, bare] = [ours.figures(), empty.figures()]
report('start', [{ name: 'spawn to a typed key', n: rounds, ...own, floor: bare }], {
  ratio: { start: ratio(own.p50_ms, bare.p50_ms), memory: ratio(ours.megabytes(), empty.megabytes()) },
  ...(other !== null && {
    other: { ...theirs.figures(), ratio_to_it: ratio(own.p50_ms, theirs.figures().p50_ms) },
  }),
  memory_mb: { program: Math.round(ours.megabytes()), empty_window: Math.round(empty.megabytes()) },
  bundles_kb: await bundleSizes(),
})
for (const made of [folder, emptyFolder, other?.env['OSE_USER_DATA']]) {
  if (made !== undefined) await rm(made, { recursive: true, force: true })
}

/** Starts of one program, one after another. */
function measured() {
  const times: number[] = []
  const sizes: number[] = []
  return {
    note({ ms, megabytes }: { readonly ms: number; readonly megabytes: number }): void {
      times.push(ms)
      sizes.push(megabytes)
    },
    figures: () =>
      figures(
        times,
        times.reduce((all, one) => all + one, 0),
      ),
    megabytes: () => middle(sizes),
  }
}

async function besideOf(checkout: string): Promise<Started> {
  const own = await mkdtemp(join(tmpdir(), 'ose-start-'))
  return { app: resolve(checkout), env: { OSE_USER_DATA: own, ...embedded } }
}

/** The first start and the first administrator, as a person would have made them. */
async function setUp({ app, env }: Started): Promise<void> {
  const station = await startStationApp({ folder: env['OSE_USER_DATA'] ?? '', env: embedded, checkout: app })
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

async function startOf(what: Started, state: string | null) {
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
