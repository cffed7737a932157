import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { imei } from '../support/codes.ts'
import { hostileCodes, hostileToken } from '../support/hostile-codes.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant } from '../support/plant.ts'
import { openPty } from '../support/pty.ts'
import { startTestServer } from '../support/replica-set.ts'
import { startStationApp } from '../support/station-app.ts'

test.setTimeout(240_000)

test('hostile codes by a serial line: shown as text, without any effect, and the unit after each is counted', async () => {
  const server = await startTestServer()
  const plant = await openTestPlant(server.uri)
  const pty = await openPty()
  const { devices, orders } = plant.database.collections
  await addEmployee(plant.database.collections, 'EMP-001', { may: ['production_line1_station1'] })
  await plant.order({ order_number: 'ORD-HOSTILE', batches: [500], pairing: 'imei' })
  const station = await startStationApp({
    uri: server.uri,
    databaseName: plant.name,
    scanners: [{ id: 'line', kind: 'serial', path: pty.device, baudRate: 115_200 }],
  })
  const { page } = station
  try {
    await station.signIn('EMP-001', rightPassword)
    await station.openOrder('ORD-HOSTILE')
    const collections = async () => (await plant.database.db.listCollections().toArray()).map(({ name }) => name).sort()
    const before = await collections()
    const shapeOf = () =>
      page.evaluate(() => ({
        tags: [...new Set([...document.querySelectorAll('*')].map((element) => element.localName))].sort(),
        ran: 'hostile' in globalThis,
        wide: document.documentElement.scrollWidth > innerWidth,
        tall: document.documentElement.scrollHeight > innerHeight,
        banner: Math.round(document.querySelector('[data-testid=verdict]')?.getBoundingClientRect().height ?? 0),
      }))
    // A refusal and a count have their own elements: both are on the screen once before.
    await pty.write('4006381333931\r')
    await station.expectVerdict('unknown-code')
    const refused = await shapeOf()
    await pty.write(`OSECACK\r${imei(0)}\r`)
    await expect.poll(() => devices.countDocuments(), { intervals: [20] }).toBe(1)
    await station.expectVerdict('registered')
    const counted = await shapeOf()
    const known = new Set([...refused.tags, ...counted.tags])

    for (const [index, { name, bytes }] of hostileCodes.entries()) {
      const last = await station.verdict()
      await pty.write(Buffer.concat([bytes, Buffer.from('\r')]))
      // One that is too long for any code is dropped at the line; what is in pieces is answered piece by piece.
      if (bytes.length <= 4096)
        await expect
          .poll(async () => (await station.verdict()).scanId, { message: name, intervals: [10] })
          .not.toBe(last.scanId)
      const shown = await shapeOf()
      expect(
        shown.tags.filter((tag) => !known.has(tag)),
        name,
      ).toEqual([])
      expect([shown.ran, shown.wide, shown.tall], name).toEqual([false, false, false])
      expect(shown.banner, name).toBeLessThanOrEqual(Math.max(refused.banner, counted.banner) * 1.5)
      if (process.env['OSE_SHOTS']) await page.screenshot({ path: join(process.env['OSE_SHOTS'], `${index}.png`) })
      await pty.write(`OSECACK\r${imei(index + 1)}\r`)
      await expect.poll(() => devices.countDocuments(), { message: name, intervals: [10] }).toBe(index + 2)
    }

    expect(await devices.distinct('imei')).toEqual(
      Array.from({ length: hostileCodes.length + 1 }, (_, n) => imei(n)).sort(),
    )
    expect(await collections()).toEqual(before)
    expect(await orders.countDocuments()).toBe(1)
    await expect(page.getByTestId('person')).toContainText('Ana')
    expect(station.problems).toEqual([])
    const html = await page.content()
    const log = await readFile(join(station.folder, 'logs', 'station.log'), 'utf8')
    for (const text of [html, log]) expect(text.toUpperCase()).not.toContain(hostileToken.slice(4, 16))
    expect(log.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
  } finally {
    await station.close()
    await pty.close()
    await plant.close()
    await server.stop()
  }
})
