import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { unitCode } from '../../shared/domain/barcode/unit-code.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import { iccid, imei } from '../support/codes.ts'
import { pdfText } from '../support/pdf-text.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'
import { openStation } from '../support/station-bench.ts'

/** What the page was told of, and when, epoch ms; and which tones it began to play. */
interface Heard {
  readonly verdicts: { word: string; imei: string; at: number }[]
  readonly tones: number[]
}

interface Listening {
  readonly heard: Heard
  readonly bridge: { on(name: string, listener: (value: unknown) => void): void }
}

/** The one tone of the sound `not-now`. */
const notNowHertz = 233

let server: TestServer
let plant: TestPlant

test.beforeAll(async () => {
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  await addEmployee(plant.database.collections, 'ADM-001', { role: 'super_admin' })
  await plant.order({ order_number: 'ORD-LABEL', batches: [50] })
  const one = await openStation({ uri: server.uri, databaseName: plant.name })
  await one.open('ORD-LABEL')
  for (let number = 1; number <= 9; number++) await one.scan(imei(number), iccid(number))
  await one.close()
})
test.afterAll(async () => {
  await plant.close()
  await server.stop()
})

/** Station 2 with the order open, ready to verify. */
async function startVerifying(
  settings: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>> = {},
): Promise<StationApp> {
  const folder = await mkdtemp(join(tmpdir(), 'ose-app-'))
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ puesto: 2, ...settings }))
  const station = await startStationApp({ uri: server.uri, databaseName: plant.name, folder, env })
  await station.signIn('ADM-001', rightPassword)
  await station.openOrder('ORD-LABEL')
  await listen(station.page)
  return station
}

async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const world = window as unknown as Listening // the page's own declarations are not this file's
    const heard: Heard = { verdicts: [], tones: [] }
    Object.assign(world, { heard })
    world.bridge.on('station.verdict', (value) => {
      const { word, params } = value as Verdict
      heard.verdicts.push({ word, imei: String(params['imei'] ?? ''), at: Date.now() })
    })
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      heard.tones.push(this.frequency.value)
      start.call(this, when)
    }
  })
}

const heard = (page: Page) => page.evaluate(() => (window as unknown as Listening).heard)

/** Reads a unit's two codes. @returns the word of its verdict. */
async function verify(station: StationApp, number: number): Promise<string | null> {
  for (const code of [imei(number), iccid(number)]) {
    const before = await station.verdict()
    await station.typeCode(code)
    await station.nextVerdict(before)
  }
  return (await station.verdict()).word
}

test('a verified unit: the verdict first, then its label as PDF, with what the screen shows', async () => {
  const station = await startVerifying({ unitLabel: 'pdf' })
  const { page, folder } = station
  const file = join(folder, 'prints', 'units', `${imei(1)}.pdf`)
  expect(await verify(station, 1)).toBe('verified')
  await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true)

  const told = (await heard(page)).verdicts.find(({ word }) => word === 'verified')
  expect(told).toMatchObject({ imei: imei(1) })
  expect(statSync(file).mtimeMs).toBeGreaterThan(told?.at ?? Number.POSITIVE_INFINITY)
  const pdf = readFileSync(file)
  const words = pdfText(pdf).split('\n')
  expect(words).toEqual(expect.arrayContaining(['OversunTrack', imei(1), iccid(1), 'ORD-LABEL', 'REF-ORD-LABEL']))
  // 80 × 48 mm in points.
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1')) ?? []
  expect([Number(width), Number(height)].map(Math.round)).toEqual([227, 136])

  const drawn = page.getByTestId('unit-label').locator('svg path')
  const { qrcode, drawingSVG } = await import('bwip-js/generic')
  const expected = qrcode({ bcid: 'qrcode', text: unitCode(imei(1), iccid(1)) }, drawingSVG())
  expect(expected).toContain(String(await drawn.first().getAttribute('d')))
  await expect(page.getByTestId('label-trouble')).toHaveCount(0)

  // One for each unit, also for those whose label waited while another was printed.
  for (const number of [2, 3, 4]) expect(await verify(station, number)).toBe('verified')
  expect(station.problems).toEqual([])
  await station.close(true)
  for (const number of [2, 3, 4]) {
    expect(existsSync(join(folder, 'prints', 'units', `${imei(number)}.pdf`)), String(number)).toBe(true)
  }
  // Nothing of what was printed lies elsewhere.
  expect(readdirSync(join(folder, 'print'))).toEqual([])
})

test('no printer on this PC: the verdict stands, the trouble is said beside it, and the settings end it', async () => {
  // A print server that is not there: no printer of the machine that runs this.
  const station = await startVerifying({ unitLabel: 'printer' }, { CUPS_SERVER: '/nowhere/cups.sock' })
  const { page, folder } = station
  const trouble = page.getByTestId('label-trouble')
  const bannerBefore = await page.getByTestId('verdict').boundingBox()
  expect(await verify(station, 5)).toBe('verified')
  await expect(trouble).toHaveAttribute('data-why', 'no-printer')
  await expect(trouble).toContainText(imei(5))
  await expect(trouble).toContainText('This PC has no printer.')
  await expect(trouble).toContainText('Connect the printer; then undo and scan the unit again.')
  await station.expectVerdict('verified')
  expect(await page.getByTestId('verdict').boundingBox()).toEqual(bannerBefore)

  expect(await verify(station, 6)).toBe('verified')
  await expect(trouble).toContainText(imei(6))
  expect((await heard(page)).tones.filter((hertz) => hertz === notNowHertz)).toHaveLength(1)

  await page.getByTestId('open-office').click()
  await page.getByTestId('office-tab-settings').click()
  await expect(page.getByTestId('settings-labelPrinter').getByRole('option')).toHaveText(['The system’s default'])
  await page.getByTestId('settings-unitLabel').selectOption('pdf')
  await expect(page.getByTestId('settings-labelPrinter')).toHaveCount(0)
  await page.getByTestId('settings-save').click()
  await expect(page.getByTestId('office-done')).toBeVisible()
  expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toMatchObject({
    unitLabel: 'pdf',
    labelPrinter: '',
  })
  await page.getByTestId('open-station').click()
  await expect(trouble).toHaveCount(0)
  expect(await verify(station, 7)).toBe('verified')
  await expect.poll(() => existsSync(join(folder, 'prints', 'units', `${imei(7)}.pdf`)), { timeout: 20_000 }).toBe(true)
  expect(station.problems).toEqual([])
  await station.close()
})

test('a print server that never answers holds up no scan', async () => {
  const silent = await listenSilently()
  const station = await startVerifying({ unitLabel: 'printer' }, { CUPS_SERVER: `127.0.0.1:${silent.port}` })
  const { page } = station
  const trouble = page.getByTestId('label-trouble')
  expect(await verify(station, 8)).toBe('verified')
  expect(await verify(station, 9)).toBe('verified')
  // Both are answered before the first label has been given up.
  await expect(trouble).toHaveCount(0)
  await expect(trouble).toHaveAttribute('data-why', 'time-out', { timeout: 20_000 })
  await expect(trouble).toContainText(imei(8))
  expect(station.problems).toEqual([])
  await station.close()
  await silent.stop()
})

async function listenSilently(): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const held: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    stops.push(() => socket.destroy())
  })
  const stops: (() => void)[] = []
  await new Promise<void>((resolve) => held.listen(0, '127.0.0.1', resolve))
  const address = held.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    async stop() {
      for (const end of stops) end()
      await new Promise((resolve) => held.close(resolve))
    },
  }
}
