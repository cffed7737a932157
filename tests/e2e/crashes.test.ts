import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { startStationApp } from '../support/station-app.ts'
import { until } from '../support/station-bench.ts'

const uri = 'mongodb://station:Planted-pass9@127.0.0.1:9/?replicaSet=rs0'

test('a program that cannot be started says so, writes a diagnosis without secrets, and starts again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ose-broken-'))
  // A file where the journal's folder belongs.
  await writeFile(join(folder, 'journal'), '')
  const station = await startStationApp({ folder, env: { OSE_MONGODB_URI: uri } })
  const { page } = station
  const code = page.getByTestId('program-failed-code')
  await expect(code).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  expect(await readFile(join(folder, 'logs', 'station.log'), 'utf8')).toContain(`"id":"${await code.textContent()}"`)
  await page.getByTestId('diagnosis-write').click()
  const file = (await page.getByTestId('diagnosis-file').textContent()) ?? ''
  expect(file.startsWith(join(folder, 'diagnostics'))).toBe(true)
  const entries = unzipSync(await readFile(file))
  expect(strFromU8(entries['about.json'] ?? new Uint8Array())).toContain('OSE_MONGODB_URI')
  for (const [name, bytes] of Object.entries(entries)) expect(strFromU8(bytes), name).not.toContain('Planted-pass9')
  // A reloaded page is told again; nothing else answers.
  await page.reload()
  await expect(code).toBeVisible()
  const other = await page.evaluate(() => {
    const { bridge } = window as unknown as { bridge: { call(name: string, input: unknown): Promise<unknown> } } // the preload's
    return bridge.call('session.signIn', { identifier: 'x', password: 'y' })
  })
  expect(other).toMatchObject({ ok: false, error: { code: 'internal', logId: await code.textContent() } })
  await station.close()
})

test('a bug of the main process starts the program again; after two early ones it goes without scanners', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ose-thrown-'))
  const throws = join(folder, 'throws')
  await mkdir(folder, { recursive: true })
  await writeFile(throws, '2')
  const args = [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '-r',
    join('tests', 'support', 'throw-early.cjs'),
  ]
  const child = spawn(process.env['OSE_ELECTRON_PATH'] ?? '', [...args, process.cwd()], {
    stdio: 'ignore',
    env: { ...process.env, OSE_USER_DATA: folder, OSE_TEST_THROWS: throws },
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const log = () => readFile(join(folder, 'logs', 'station.log'), 'utf8').catch(() => '')
  let last = 0
  try {
    await until(async () => (await log()).includes('program.safe-mode'), 'the third start', 30_000)
    await ended
    // Chromium's lock on the data folder names who holds it.
    await until(async () => {
      last = Number((await readlink(join(folder, 'SingletonLock')).catch(() => '')).split('-').at(-1))
      return last > 0 && last !== child.pid
    }, 'the program that runs now')
    expect((await log()).split('main.uncaught').length - 1).toBe(2)
    expect(await log()).toContain('thrown by the test')
  } finally {
    if (last > 0) process.kill(last, 'SIGTERM')
    await until(() => !isAlive(last), 'its end')
    await rm(folder, { recursive: true, force: true })
  }
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
