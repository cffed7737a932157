import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { imei } from '../support/codes.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant } from '../support/plant.ts'
import { openPty } from '../support/pty.ts'
import { startTestServer } from '../support/replica-set.ts'
import { startStationApp } from '../support/station-app.ts'

const units = 1000
const perSecond = 20

test('1,000 scans at 20 a second into one station: 1,000 in the database, in order', async () => {
  const server = await startTestServer()
  const pty = await openPty()
  const plant = await openTestPlant(server.uri)
  await addEmployee(plant.database.collections, 'EMP-001', { may: ['production_line1_station1'] })
  await plant.order({ order_number: 'ORD-BURST', batches: [units], pairing: 'imei' })
  const station = await startStationApp({
    uri: server.uri,
    databaseName: plant.name,
    scanners: [{ id: 'line', kind: 'serial', path: pty.device }],
  })
  await station.signIn('EMP-001', rightPassword)
  await station.openOrder('ORD-BURST')

  const begun = performance.now()
  for (let number = 0; number < units; number++) {
    const due = begun + (number * 1000) / perSecond
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait)
    await pty.write(`${imei(number)}\r`)
  }

  const { devices, deviceEvents, movimientos, orders } = plant.database.collections
  await expect.poll(() => devices.countDocuments({ nro_orden: 'ORD-BURST' }), { timeout: 30_000 }).toBe(units)
  const events = await deviceEvents.find({ nro_orden: 'ORD-BURST' }).sort({ $natural: 1 }).toArray()
  expect(events.map((event) => event.imei)).toEqual(Array.from({ length: units }, (_, number) => imei(number)))
  expect(await movimientos.countDocuments({ orden_produccion: 'ORD-BURST', tipo: 'produccion' })).toBe(units)
  await expect.poll(async () => (await orders.findOne({ order_number: 'ORD-BURST' }))?.produced).toBe(units)
  await expect(station.page.getByTestId('batch-produced')).toHaveText(/1[.,\s]?000/)
  await station.expectVerdict('registered-batch-complete')
  expect(station.problems).toEqual([])
  await station.close()
  await plant.close()
  await pty.close()
  await server.stop()
})
