import { expect, test } from '@playwright/test'
import { imei } from '../support/codes.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant } from '../support/plant.ts'
import { openPty, type Pty } from '../support/pty.ts'
import { startTestServer } from '../support/replica-set.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

/** An answer, and when the code was sent, epoch ms. */
interface Told {
  readonly word: string
  readonly asked: number
}

const units = 500
const killAfter = 180

test('two programs race on the same 500 IMEIs of an order with 500 places; one is killed and goes on', async () => {
  test.setTimeout(300_000)
  const server = await startTestServer()
  const plant = await openTestPlant(server.uri)
  const { collections } = plant.database
  await addEmployee(collections, 'EMP-001', { may: ['production_line1_station1'] })
  await addEmployee(collections, 'EMP-002', { may: ['production_line1_station1'] })
  await plant.order({ order_number: 'ORD-RACE', batches: [units], pairing: 'imei' })
  const lines = [await openPty(), await openPty()] as const
  const start = (pty: Pty, folder?: string) =>
    startStationApp({
      uri: server.uri,
      databaseName: plant.name,
      scanners: [{ id: 'line', kind: 'serial', path: pty.device }],
      ...(folder !== undefined && { folder }),
    })
  const one = await start(lines[0])
  let two = await start(lines[1])
  await one.signIn('EMP-001', rightPassword)
  await two.signIn('EMP-002', rightPassword)
  await one.openOrder('ORD-RACE')
  await two.openOrder('ORD-RACE')

  /** Scans as an operator would: the next code when the last one was answered; a refusal is acknowledged by scan. */
  async function scanFrom(station: StationApp, pty: Pty, from: number, to: number): Promise<Map<number, Told>> {
    const told = new Map<number, Told>()
    for (let number = from; number < to; number++) {
      const before = await station.verdict()
      const asked = Date.now()
      await pty.write(`${imei(number)}\r`)
      const verdict = await station.nextVerdict(before)
      told.set(number, { word: verdict.word ?? '', asked })
      if (verdict.kind === 'stops') {
        await pty.write('OSECACK\r')
        await station.nextVerdict(verdict)
      }
    }
    return told
  }

  const first = scanFrom(one, lines[0], 0, units)
  const before = await scanFrom(two, lines[1], 0, killAfter)
  // In the middle of a scan: the code is sent, the answer is not awaited.
  await lines[1].write(`${imei(killAfter)}\r`)
  await two.kill()
  two = await start(lines[1], two.folder)
  // It goes on as the same person on the same order, at once.
  await expect(two.page.getByTestId('expects')).not.toHaveAttribute('data-expects', 'sign-in', { timeout: 20_000 })
  if ((await two.page.getByTestId('expects').getAttribute('data-expects')) === 'acknowledge') {
    const standing = await two.verdict()
    await lines[1].write('OSECACK\r')
    await two.nextVerdict(standing)
  }
  const after = await scanFrom(two, lines[1], killAfter + 1, units)
  const words = await first

  const devices = await collections.devices.find({ nro_orden: 'ORD-RACE' }).toArray()
  expect(devices).toHaveLength(units)
  expect(new Set(devices.map((device) => device.imei)).size).toBe(units)
  expect(await collections.movimientos.countDocuments({ orden_produccion: 'ORD-RACE' })).toBe(units)
  expect(await collections.deviceEvents.countDocuments({ nro_orden: 'ORD-RACE', 'data.act_kind': 'register' })).toBe(
    units,
  )
  await expect
    .poll(async () => (await collections.orders.findOne({ order_number: 'ORD-RACE' }))?.produced, { timeout: 15_000 })
    .toBe(units)
  // Whoever came second was told so, and by whom; "kept" is an answer that took longer than a blink.
  const makers = new Map(devices.map((device) => [device.imei, device.creado_por]))
  for (const [station, told] of [
    ['EMP-001', words],
    ['EMP-002', new Map([...before, ...after])],
  ] as const) {
    for (const [number, { word, asked }] of told) {
      const won = makers.get(imei(number)) === station
      if (word === 'kept-here') continue
      // At the last places nobody may have the unit yet: then it was scanned by the other only after this one asked.
      if (word === 'places-held') {
        const made = devices.find((device) => device.imei === imei(number))?.fecha_creacion
        expect(made?.getTime(), `${station} ${number}`).toBeGreaterThan(asked)
        continue
      }
      expect(word, `${station} ${number}`).toBe(
        won ? (word.startsWith('registered') ? word : 'registered') : 'already-registered',
      )
    }
  }
  expect(one.problems).toEqual([])
  await one.close()
  await two.close()
  for (const line of lines) await line.close()
  await plant.close()
  await server.stop()
})
