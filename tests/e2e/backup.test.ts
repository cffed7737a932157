import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { startStationApp } from '../support/station-app.ts'

test.describe.configure({ mode: 'serial' })
test.setTimeout(180_000)

const run = promisify(execFile)
const env = { OSE_DATABASE: 'embedded' }
const password = 'First-admin1'
let folder = ''

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ose-app-'))
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

test('the frame shows the age of the last copy, and what is wrong with the next one', async () => {
  const station = await startStationApp({ folder, env })
  const { page } = station
  const age = page.getByTestId('backup-age')
  await expect(page.getByTestId('administrator')).toBeVisible({ timeout: 60_000 })
  await page.getByTestId('administrator-id').fill('ADM001')
  await page.getByTestId('administrator-name').fill('Marta')
  await page.getByTestId('administrator-surname').fill('Soler Vidal')
  await page.getByTestId('administrator-password').fill(password)
  await page.getByTestId('administrator-repeat').fill(password)
  await page.getByTestId('administrator-submit').click()
  await expect(page.getByTestId('person')).toContainText('Marta Soler Vidal', { timeout: 30_000 })
  await expect(age).toHaveAttribute('data-light', 'good')
  await expect(age).toContainText('none yet')

  await page.getByTestId('open-office').click()
  await page.getByTestId('office-tab-settings').click()
  await page.getByTestId('backup-now').click()
  await expect(page.getByTestId('office-done')).toContainText('made and checked', { timeout: 30_000 })
  await expect(age).toContainText('ago')
  const copies = await readdir(join(folder, 'backups'))
  expect(copies).toEqual([expect.stringMatching(/\.osecopy$/)])

  await test.step('a folder that is away turns it red, with what to do', async () => {
    const absent = join(folder, 'usb', 'copies')
    await page.getByTestId('backup-folder').fill('usb')
    await expect(page.getByTestId('backup-folder')).toHaveAttribute('aria-invalid', 'true')
    await page.getByTestId('backup-folder').fill(absent)
    await page.getByTestId('backup-save').click()
    await expect(page.getByTestId('office-done')).toBeVisible()
    await page.getByTestId('backup-now').click()
    await expect(age).toHaveAttribute('data-light', 'stop')
    await age.click()
    await expect(page.getByTestId('backup-failure')).toHaveAttribute('data-code', 'folder-absent')
    await page.getByTestId('dialog-close').click()
    expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toMatchObject({ backupFolder: absent })
  })
  expect(station.problems).toEqual([])
  await station.close(true)
})

/** The program itself, given a command instead of opening its window. */
async function command(...args: readonly string[]): Promise<string> {
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const electron = process.env['OSE_ELECTRON_PATH'] ?? ''
  const given = [...switches, process.cwd(), ...args, '--data-folder', folder]
  const { stdout } = await run(electron, given, { env: { ...process.env, ...env, OSE_LANGUAGE: 'en' } }).catch(
    (error: unknown) => {
      // What it said is on the output, not in the error.
      const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
      throw new Error(`${args[0]}: ${said}`, { cause: error })
    },
  )
  return stdout
}

test('a restored copy and a recovered administrator: one password, once, and everybody is told', async () => {
  const [copy = ''] = await readdir(join(folder, 'backups'))
  expect(await command('--restore', join(folder, 'backups', copy))).toContain('Done.')
  const said = await command('--recover-administrator', 'ADM001')
  const oneTime = /shown only here: (\S+)/.exec(said)?.[1] ?? ''

  const station = await startStationApp({ folder, env })
  const { page } = station
  await expect(page.getByTestId('sign-in')).toBeVisible({ timeout: 60_000 })
  await station.signIn('ADM001', oneTime)
  await page.getByTestId('open-office').click()
  const events = page.getByTestId('audit-event')
  await expect(events).toHaveText([/ADM001/, /the backup made/])
  await page.getByTestId('own-password').fill('Second-admin2')
  await page.getByTestId('own-password-save').click()
  await expect(page.getByTestId('sign-in')).toBeVisible()
  await station.signIn('ADM001', 'Second-admin2')
  await page.getByTestId('open-office').click()
  await expect(events).toHaveCount(2)
  await expect(page.getByTestId('own-password-due')).toHaveCount(0)
  if (process.env['OSE_SHOTS']) await page.screenshot({ path: join(process.env['OSE_SHOTS'], 'audit.png') })
  await page.getByTestId('audit-seen').first().click()
  await expect(events).toHaveCount(1)
  expect(station.problems).toEqual([])
  await station.close(true)
})
