import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { badgesRepository } from '../../electron/db/people/badges.ts'
import { imei } from '../support/codes.ts'
import { honeywell } from '../support/hid-models.ts'
import { openHidTestbed } from '../support/hid-testbed.ts'
import { focusWindow, pressKeys, spanishScanner } from '../support/keys.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openPty, type Pty } from '../support/pty.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

let server: TestServer
let plant: TestPlant
let line: Pty
let badge: string
let station: StationApp
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  line = await openPty()
  const { client, collections } = plant.database
  await addEmployee(collections, 'ADM-001', { role: 'super_admin' })
  await addEmployee(collections, 'EMP-001', { may: ['production_line1_station1'] })
  await collections.settings.insertOne({ _id: 'plant', badgeSignIn: true })
  await plant.order({ order_number: 'ORD-S', batches: [50], pairing: 'imei' })
  badge = `OSEB${await badgesRepository(client, collections).issue('EMP-001', 'ADMIN', new Date())}`
  // No scanner is set by a variable: what is paired here has to hold.
  station = await startStationApp({ uri: server.uri, databaseName: plant.name })
  page = station.page
  await station.signIn('ADM-001', rightPassword)
  await station.openOrder('ORD-S')
})
test.afterAll(async () => {
  expect(station.problems).toEqual([])
  await station.close()
  await line.close()
  await plant.close()
  await server.stop()
})

const counted = () => plant.database.collections.devices.countDocuments({ nro_orden: 'ORD-S' })
const savedScanners = async () => JSON.parse(await readFile(join(station.folder, 'settings.json'), 'utf8')).scanners

/** One more unit over the serial line. */
async function counts(number: number): Promise<void> {
  await line.write(`~${imei(number)}\r\n`)
  await expect.poll(counted).toBe(number)
}

async function openScanners(): Promise<void> {
  await page.getByTestId('open-office').click()
  await page.getByTestId('office-tab-scanners').click()
}

/** The code that the screen shows, once everything is listened to. */
async function shownCode(): Promise<string> {
  await expect(page.getByTestId('pairing')).toHaveAttribute('data-phase', 'listening')
  await expect(page.getByTestId('pairing-candidates')).toContainText('keyboard')
  return (await page.getByTestId('pairing-code').getAttribute('data-code')) ?? ''
}

test('a serial scanner on a port that no list shows is paired by reading the code', async () => {
  await openScanners()
  await page.getByTestId('pair-begin').click()
  const first = await shownCode()
  await page.getByTestId('pair-path').fill(line.device)
  await page.getByTestId('pair-again').click()
  await expect(page.getByTestId('pairing-candidates')).toContainText(line.device)
  const code = await shownCode()
  expect(code).not.toBe(first)

  await line.write(`~]C0${imei(900)}\r\n`)
  await expect(page.getByTestId('pairing-heard')).toHaveAttribute('data-hint', 'other')
  await line.write(`~]C0${first}\r\n`)
  await line.write(`~]C0${code}`)
  await expect(page.getByTestId('pairing-heard')).toHaveAttribute('data-hint', 'no-end')
  await line.write(`~]C0${code}\r\n`)
  await expect(page.getByTestId('pairing-found')).toHaveText(
    `Serial scanner at ${line.device}, 9600 baud, 8 bits, parity none, prefix ~, AIM id ]C0, ends with CRLF`,
  )
  await page.getByTestId('pair-accept').click()
  await expect(page.getByTestId('office-done')).toBeVisible()
  await expect(page.getByTestId('scanner-serial-1')).toHaveAttribute('data-state', 'open')
  expect(await savedScanners()).toMatchObject([
    { kind: 'keyboard' },
    { id: 'serial-1', kind: 'serial', path: line.device, prefix: '~', terminators: ['CRLF'] },
  ])
})

test('it works at once, and what it sends is shown raw and as it was taken', async () => {
  await line.write(`~]C0${imei(1)}\r\n`)
  await station.expectVerdict('registered')
  const last = page.getByTestId('last-read')
  await expect(last).toHaveAttribute('data-use', 'station')
  await expect(page.getByTestId('last-read-taken')).toContainText(imei(1))
  await expect(page.getByTestId('scanner-serial-1')).toContainText('Last scan: ')
  await expect(page.getByTestId('last-read-reasons').locator('li')).toHaveCount(3)
  await expect(last.locator('[data-reason="imei-luhn-right"]')).toBeVisible()
  await expect(page.getByTestId('hex-dump').locator('li')).toHaveCount(21)
  await expect(page.getByTestId('hex-dump').locator('li').first()).toHaveText('7E~')
  await expect(page.getByTestId('hex-dump').locator('li').last()).toHaveText('0ALF')
  expect(await counted()).toBe(1)
})

test('in the trial nothing counts, a badge signs nobody in and is hidden; it ends when the screen is left', async () => {
  const last = page.getByTestId('last-read')
  await page.getByTestId('trial-toggle').click()
  await expect(page.getByTestId('trial-running')).toBeVisible()
  await line.write(`~${imei(2)}\r\n`)
  await expect(last).toHaveAttribute('data-use', 'trial')
  await expect(page.getByTestId('last-read-text')).toHaveText(imei(2))
  await line.write(`~${badge}\r\n`)
  await expect(last).toHaveAttribute('data-kind', 'badge')
  await expect(page.getByTestId('last-read-text')).toHaveText(`OSEB${'•'.repeat(26)}`)
  await expect(page.getByTestId('hex-dump').locator('li')).toHaveCount(33)
  await expect(page.getByTestId('hex-dump').locator('li', { hasText: '••' })).toHaveCount(26)
  expect(await page.content()).not.toContain(badge.slice(4, 12))
  await expect(page.getByTestId('person')).toContainText('Ana')
  await line.write('~8934010')
  await expect(last).toHaveAttribute('data-use', 'incomplete')
  expect(await counted()).toBe(1)

  await page.getByTestId('open-station').click()
  await counts(2)
})

test('a code without its end, or without an end in sight, is said once and blocks nothing', async () => {
  await line.write('~8618880800')
  await station.expectVerdict('scan-incomplete')
  await expect(page.getByTestId('acknowledge')).toHaveCount(0)
  await counts(3)
  await page.waitForTimeout(1600)
  await line.write(`~${'A'.repeat(5000)}\r\n`)
  await station.expectVerdict('scan-too-long')
  await counts(4)
})

test('whoever is signed in sees in the status bar how each scanner is, and changes nothing there', async () => {
  await page.getByTestId('open-scanners').click()
  const panel = page.getByTestId('scanners-panel')
  await expect(panel.getByTestId('scanner-serial-1')).toHaveAttribute('data-advice', 'open')
  await line.unplug()
  await expect(panel.getByTestId('scanner-serial-1')).toHaveAttribute('data-advice', 'lost')
  await line.replug()
  await expect(panel.getByTestId('scanner-serial-1')).toHaveAttribute('data-state', 'open', { timeout: 15_000 })
  await counts(5)
  await expect(panel.getByTestId('last-read-text')).toHaveText(imei(5))
  await expect(panel.getByTestId('trial-toggle')).toHaveCount(0)
  await expect(panel.getByTestId('pair-begin')).toHaveCount(0)
  await page.getByTestId('dialog-close').click()
})

test('a keyboard scanner of another layout is paired by its keys, which get nowhere else', async () => {
  await openScanners()
  await page.getByTestId('pair-begin').click()
  const code = await shownCode()
  await focusWindow(station.pid)
  // With the focus on what would call it off: the scanner's Enter must not.
  await page.getByTestId('pair-cancel').focus()
  await pressKeys(spanishScanner(`+]C0${code}\r`))
  await expect(page.getByTestId('pairing-found')).toHaveText(
    'Keyboard scanner, Spanish layout, prefix +, AIM id ]C0, ends with Enter',
  )
  await expect(page.getByTestId('pairing')).toContainText('takes the place of “keyboard”')
  await page.getByTestId('pair-accept').click()
  await expect(page.getByTestId('office-done')).toBeVisible()
  expect(await savedScanners()).toMatchObject([
    { id: 'keyboard', kind: 'keyboard', layout: 'es', prefix: '+' },
    { id: 'serial-1' },
  ])
  await page.getByTestId('open-station').click()
  await pressKeys(spanishScanner(`+${imei(6)}\r`))
  await expect.poll(counted).toBe(6)
})

test('called off, everything is as before; signing out ends it as well', async () => {
  await openScanners()
  await page.getByTestId('pair-begin').click()
  await shownCode()
  await page.getByTestId('pair-cancel').click()
  await expect(page.getByTestId('pairing')).toHaveCount(0)
  await expect(page.getByTestId('scanner-serial-1')).toHaveAttribute('data-state', 'open')
  await counts(7)
  await expect(page.getByTestId('last-read-text')).toHaveText(imei(7))

  await page.getByTestId('pair-begin').click()
  await shownCode()
  await page.getByTestId('sign-out').click()
  await expect(page.getByTestId('sign-in')).toBeVisible()
  // The port is the scanner's again: a badge signs in.
  await expect(page.getByTestId('scanners').locator('[data-state="open"]')).toHaveCount(2)
  await expect(async () => {
    await line.write(`~${badge}\r\n`)
    await expect(page.getByTestId('expects')).toBeVisible({ timeout: 1000 })
  }).toPass({ intervals: [3500] })
})

test('an operator may look and change nothing, whatever the page asks for', async () => {
  await expect(page.getByTestId('open-office')).toHaveCount(0)
  await page.getByTestId('open-scanners').click()
  await expect(page.getByTestId('scanners-panel').getByTestId('scanner-serial-1')).toBeVisible()
  const codes = await page.evaluate(async () => {
    const calls = [
      ['scanners.setTrial', { on: true }],
      ['scanners.startPairing', { path: '' }],
      ['scanners.acceptPairing', {}],
      ['scanners.cancelPairing', {}],
      ['scanners.saveSounds', { volume: 0, soundSet: 2 }],
    ] as const
    const bridge = (window as unknown as { bridge: { call(name: string, input: unknown): Promise<unknown> } }).bridge
    return Promise.all(calls.map(([name, input]) => bridge.call(name, input)))
  })
  expect(codes).toMatchObject(Array.from({ length: 5 }, () => ({ ok: false, error: { code: 'no-permission' } })))
  await page.getByTestId('dialog-close').click()
  await counts(8)
  await page.getByTestId('sign-out').click()
})

test('each sound can be heard; loudness and voice are kept', async () => {
  await station.signIn('ADM-001', rightPassword)
  await openScanners()
  const tones = page.locator('[data-testid^="tone-"]')
  for (const tone of await tones.all()) await tone.click()
  await page.getByTestId('sound-set').selectOption('3')
  await page.getByTestId('sound-volume').fill('40')
  await page.getByTestId('sound-save').click()
  await expect(page.getByTestId('office-done')).toBeVisible()
  const kept = JSON.parse(await readFile(join(station.folder, 'settings.json'), 'utf8'))
  expect(kept).toMatchObject({ soundSet: 3, volume: 40 })
})

test('of two equal HID POS scanners the one that reads the code is paired, by its socket', async () => {
  const bed = await openHidTestbed()
  const left = await bed.plug(honeywell.device, { number: 0 })
  await bed.plug(honeywell.device, { number: 1 })
  const other = await startStationApp({ uri: server.uri, databaseName: plant.name, env: bed.env })
  await other.signIn('ADM-001', rightPassword)
  await other.page.getByTestId('open-office').click()
  await other.page.getByTestId('office-tab-scanners').click()
  await other.page.getByTestId('pair-begin').click()
  await expect(other.page.getByTestId('pairing-candidates')).toHaveText(/HID POS.*HID POS/)
  const code = (await other.page.getByTestId('pairing-code').getAttribute('data-code')) ?? ''
  await left.send(honeywell.reports(code))
  await expect(other.page.getByTestId('pairing-found')).toContainText('HID POS')
  await other.page.getByTestId('pair-accept').click()
  await expect(other.page.getByTestId('scanner-hid-1')).toHaveAttribute('data-state', 'open')
  await left.send(honeywell.reports(imei(9)))
  await expect(other.page.getByTestId('last-read-text')).toContainText(imei(9))
  const saved = JSON.parse(await readFile(join(other.folder, 'settings.json'), 'utf8')).scanners
  expect(saved[1]).toMatchObject({ id: 'hid-1', kind: 'hid', port: expect.stringContaining('usb-') })
  expect(other.problems).toEqual([])
  await other.close()
  await bed.close()
})
