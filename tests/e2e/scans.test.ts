import { expect, test } from '@playwright/test'
import { badgesRepository } from '../../electron/db/people/badges.ts'
import { damaged, iccid, imei } from '../support/codes.ts'
import { honeywell, keyboardModel } from '../support/hid-models.ts'
import { openHidTestbed } from '../support/hid-testbed.ts'
import { focusWindow, typeKeys } from '../support/keys.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openPty, type Pty } from '../support/pty.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

/**
 * The same fifty scans by a serial line, by key events and by a HID POS scanner: duplicates, double reads, a bad check digit, a second IMEI
 * while an ICCID is due, a full batch, undo. What is in the database afterwards must be the same.
 */
interface Step {
  readonly code: string
  readonly word: string
  /** Past the two seconds of a double read. */
  readonly pauseMs?: number
}

const step = (code: string, word: string, pauseMs?: number): Step => ({ code, word, ...(pauseMs && { pauseMs }) })
const unit = (number: number, last = 'registered'): Step[] => [
  step(imei(number), 'half-waiting'),
  step(iccid(number), last),
]

const fiftyScans: readonly Step[] = [
  step('BATCH:ORD-50:1', 'order-opened'),
  ...[1, 2, 3, 4, 5].flatMap((number) => unit(number)),
  step(iccid(5), 'already-counted'),
  step(imei(5), 'already-counted'),
  step(damaged(imei(6)), 'imei-check-digit'),
  step(imei(6), 'acknowledge-first'),
  step('OSECACK', 'acknowledged'),
  step(imei(6), 'half-waiting'),
  step(imei(7), 'second-imei-while-iccid-due'),
  step('OSECACK', 'acknowledged'),
  step(imei(6), 'half-read-again'),
  step(iccid(6), 'registered'),
  step(imei(1), 'already-registered', 2200),
  step('OSECACK', 'acknowledged'),
  ...unit(7),
  step('OSECUNDO', 'undone'),
  ...unit(7),
  step(imei(8), 'half-waiting', 2200),
  step(iccid(2), 'iccid-on-other-device'),
  step('OSECACK', 'acknowledged'),
  step(imei(8), 'half-waiting'),
  step('OSECCLEAR', 'half-cleared'),
  step('4006381333931', 'unknown-code'),
  step('OSECACK', 'acknowledged'),
  ...unit(8),
  ...unit(9),
  ...unit(10),
  ...unit(11, 'registered-batch-complete'),
  ...unit(12, 'batch-full'),
  step('OSECACK', 'acknowledged'),
  step('OSECUNDO', 'undone'),
  ...unit(12, 'registered-batch-complete'),
  step('OSECUNDO', 'undone'),
]

let server: TestServer
let pty: Pty
const results: Record<string, unknown> = {}

test.beforeAll(async () => {
  server = await startTestServer()
  pty = await openPty()
})
test.afterAll(async () => {
  await pty.close()
  await server.stop()
})

async function openPlant(): Promise<{ plant: TestPlant; badge: string }> {
  const plant = await openTestPlant(server.uri)
  const { client, collections } = plant.database
  await addEmployee(collections, 'EMP-001', { may: ['production_line1_station1'] })
  await collections.settings.insertOne({ _id: 'plant', badgeSignIn: true })
  await plant.order({ order_number: 'ORD-50', batches: [11, 5] })
  await plant.order({ order_number: 'ORD-FOCUS', batches: [50], pairing: 'imei' })
  await plant.order({ order_number: 'ORD-ONE', batches: [1, 9], pairing: 'imei' })
  const token = await badgesRepository(client, collections).issue('EMP-001', 'ADMIN', new Date())
  return { plant, badge: `OSEB${token}` }
}

/** Everything the scans left, without ids and times. */
async function left(plant: TestPlant): Promise<unknown> {
  const { devices, movimientos, deviceEvents, orders } = plant.database.collections
  await expect.poll(async () => (await orders.findOne({ order_number: 'ORD-50' }))?.produced).toBe(10)
  const order = await orders.findOne({ order_number: 'ORD-50' })
  return {
    devices: await devices
      .find({ nro_orden: 'ORD-50' }, { projection: { _id: 0, imei: 1, ccid: 1, estado: 1, lote: 1 } })
      .sort({ imei: 1 })
      .toArray(),
    movements: await movimientos
      .find({}, { projection: { _id: 0, imei: 1, tipo: 1 } })
      .sort({ imei: 1 })
      .toArray(),
    events: (await deviceEvents.find({}).sort({ timestamp: 1 }).toArray()).map((event) => [
      event.imei,
      event.data.act_kind,
    ]),
    order: { status: order?.status, produced: order?.produced, batch: order?.batches[0]?.status },
  }
}

async function play(station: StationApp, send: (code: string) => Promise<void>): Promise<void> {
  for (const [index, { code, word, pauseMs }] of fiftyScans.entries()) {
    if (pauseMs !== undefined) await station.page.waitForTimeout(pauseMs)
    const before = await station.verdict()
    await send(code)
    const verdict = await station.nextVerdict(before)
    expect(verdict.word, `scan ${index}: ${code}`).toBe(word)
  }
}

test('fifty scans over a serial line, signed in by badge, by scanner alone', async () => {
  expect(fiftyScans.length).toBeGreaterThanOrEqual(50)
  const { plant, badge } = await openPlant()
  const station = await startStationApp({
    uri: server.uri,
    databaseName: plant.name,
    scanners: [{ id: 'line', kind: 'serial', path: pty.device }],
  })
  const { page } = station
  await expect(page.getByTestId('sign-in-identifier')).toBeVisible()
  await pty.write(`${badge}\r`)
  await expect(page.getByTestId('expects')).toHaveAttribute('data-expects', 'order')
  await play(station, (code) => pty.write(`${code}\r`))
  results['serial'] = await left(plant)
  // The token of the badge is nowhere on the page.
  expect(await page.content()).not.toContain(badge.slice(4))
  expect(station.problems).toEqual([])
  await station.close()
  await plant.close()
})

test('the same fifty scans by a HID POS scanner leave the same, with a keyboard beside it that is never opened', async () => {
  const { plant, badge } = await openPlant()
  const bed = await openHidTestbed()
  await bed.plug(keyboardModel, { number: 0 })
  const plug = await bed.plug(honeywell.device, { number: 1, serial: '17042B0382' })
  const station = await startStationApp({
    uri: server.uri,
    databaseName: plant.name,
    scanners: [{ id: 'pos', kind: 'hid' }],
    env: bed.env,
  })
  const { page } = station
  const scanner = page.getByTestId('scanners').locator('[data-state]')
  const send = (code: string) => plug.send(honeywell.reports(code))
  await expect(page.getByTestId('sign-in-identifier')).toBeVisible()
  await expect(scanner).toHaveAttribute('data-state', 'open')
  await send(badge)
  await expect(page.getByTestId('expects')).toHaveAttribute('data-expects', 'order')
  await play(station, send)
  results['hid'] = await left(plant)
  expect(results['hid']).toEqual(results['serial'])
  // Pulled out while it sends, and back in another socket.
  const [half = new Uint8Array()] = honeywell.reports('A'.repeat(100))
  await plug.send([half])
  await plug.unplug()
  await expect(scanner).toHaveAttribute('data-state', 'lost')
  const again = await bed.plug(honeywell.device, { number: 2, socket: '1-4' })
  await expect(scanner).toHaveAttribute('data-state', 'open')
  const before = await station.verdict()
  await again.send(honeywell.reports(imei(20)))
  expect((await station.nextVerdict(before)).word).toBe('half-waiting')
  expect(await page.content()).not.toContain(badge.slice(4))
  expect(station.problems).toEqual([])
  await station.close()
  await bed.close()
  await plant.close()
})

test('the same fifty scans as real key events leave the same', async () => {
  const { plant, badge } = await openPlant()
  const station = await startStationApp({
    uri: server.uri,
    databaseName: plant.name,
    scanners: [{ id: 'wedge', kind: 'keyboard', layout: 'us' }],
  })
  const { page } = station
  await expect(page.getByTestId('sign-in-identifier')).toBeVisible()
  await focusWindow(station.pid)
  await typeKeys(`${badge}\n`)
  await expect(page.getByTestId('expects')).toHaveAttribute('data-expects', 'order')
  await play(station, (code) => typeKeys(`${code}\n`))
  results['keyboard'] = await left(plant)
  expect(results['keyboard']).toEqual(results['serial'])
  expect(station.problems).toEqual([])
  await station.close()
  await plant.close()
})

test('focus in a field, on a button, in an open dialog: no character leaks, no button fires, each scan counts once', async () => {
  const { plant } = await openPlant()
  const station = await startStationApp({
    uri: server.uri,
    databaseName: plant.name,
    scanners: [
      { id: 'wedge', kind: 'keyboard', layout: 'us' },
      { id: 'line', kind: 'serial', path: pty.device },
    ],
  })
  const { page } = station
  await station.signIn('EMP-001', rightPassword)
  await station.openOrder('ORD-FOCUS')
  await focusWindow(station.pid)
  const field = page.getByTestId('type-code')
  let number = 100
  const places: readonly { name: string; focus: () => Promise<void> }[] = [
    { name: 'a text field', focus: () => field.focus() },
    { name: 'the button that closes the order', focus: () => page.getByTestId('close-order').focus() },
    { name: 'the button that signs out', focus: () => page.getByTestId('sign-out').focus() },
    { name: 'nothing', focus: () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()) },
  ]
  for (const { name, focus } of places) {
    for (const send of [(code: string) => typeKeys(`${code}\n`), (code: string) => pty.write(`${code}\r`)]) {
      await focus()
      const before = await station.verdict()
      const code = imei(number++)
      await send(code)
      const verdict = await station.nextVerdict(before)
      expect(verdict.word, name).toBe('registered')
      expect(await field.inputValue(), name).toBe('')
      await expect(page.getByTestId('expects')).toHaveAttribute('data-expects', 'imei')
    }
  }
  // By hand a field still takes what is typed, key by key.
  await field.focus()
  await typeKeys('12', 120)
  await expect(field).toHaveValue('12')
  await field.fill('')

  // An open dialog with an empty password field in it: the supervisor's, offered by a full batch.
  await pty.write('OSECCLOSE\r')
  await station.openOrder('ORD-ONE')
  for (const [code, word] of [
    [imei(900), 'registered-batch-complete'],
    [imei(901), 'batch-full'],
  ] as const) {
    await pty.write(`${code}\r`)
    await station.expectVerdict(word)
  }
  await page.getByTestId('supervisor').click()
  await page.getByTestId('supervisor-password').focus()
  for (const send of [(code: string) => typeKeys(`${code}\n`), (code: string) => pty.write(`${code}\r`)]) {
    const before = await station.verdict()
    await send(imei(902))
    expect((await station.nextVerdict(before)).word).toBe('acknowledge-first')
    expect(await page.getByTestId('supervisor-password').inputValue()).toBe('')
    await expect(page.getByTestId('supervisor-password')).toBeVisible()
  }
  const devices = plant.database.collections.devices
  expect(await devices.countDocuments({ nro_orden: 'ORD-FOCUS' })).toBe(number - 100)
  expect(station.problems).toEqual([])
  await station.close()
  await plant.close()
})
