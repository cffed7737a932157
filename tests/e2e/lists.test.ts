import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant } from '../support/plant.ts'
import { startTestServer } from '../support/replica-set.ts'
import { fillRepositoryPlant, orderNumber } from '../support/repository-plant.ts'
import { startStationApp } from '../support/station-app.ts'

test('a list of devices is narrowed, turned to its end, and taken out as a file', async () => {
  const server = await startTestServer()
  const plant = await openTestPlant(server.uri)
  const filled = await fillRepositoryPlant(plant.database.db)
  await addEmployee(plant.database.collections, 'REP-1', { may: ['view_reports'] })
  const station = await startStationApp({ uri: server.uri, databaseName: plant.name })
  const { page } = station
  const rows = page.getByTestId('list-row')
  await expect(page.getByTestId('sign-in')).toBeVisible()
  await station.signIn('REP-1', rightPassword)

  // No station and no other right: the lists are all there is.
  await expect(page.getByTestId('office-tab-lists')).toBeVisible()
  await expect(page.getByTestId('office-tab-orders')).toHaveCount(0)
  await expect(rows).toHaveCount(50)
  await expect(page.getByTestId('lists-list').locator('option[value="employees"]')).toHaveCount(0)

  const devices = filled.devices.filter(({ nro_orden }) => nro_orden === orderNumber(3))
  const chosen = devices.filter(({ estado }) => estado === 'aprobado')
  await test.step('by order and state, page by page and back to the start', async () => {
    await page.getByTestId('lists-view').selectOption('order')
    await expect(rows).toHaveCount(0)
    await page.getByTestId('lists-field-order').fill(orderNumber(3))
    await page.getByTestId('lists-show').click()
    const pages = Math.ceil(devices.length / 50)
    expect(pages).toBeGreaterThan(3)
    for (let number = 1; number < pages; number++) await page.getByTestId('lists-next').click()
    await expect(page.getByTestId('lists-page')).toContainText(`Page ${pages}`)
    await expect(page.getByTestId('lists-page')).toContainText('End of the list')
    await expect(page.getByTestId('lists-next')).toBeDisabled()
    await page.getByTestId('lists-first').click()
    await expect(page.getByTestId('lists-page')).toContainText('Page 1')
    await page.getByTestId('lists-field-estado').selectOption('aprobado')
    await expect(rows).toHaveCount(Math.min(50, chosen.length))
    await expect(rows.first()).toContainText('approved')
  })

  await test.step('one device with its movements', async () => {
    const imei = String(chosen[0]?.['imei'])
    await page.getByTestId('device-imei').fill(imei)
    await page.getByTestId('device-find').click()
    await expect(page.getByTestId('device-fact-imei')).toHaveText(imei)
    const moved = filled.movimientos.filter((movement) => movement['imei'] === imei)
    await expect(rows).toHaveCount(moved.length)
    await page.getByTestId('device-back').click()
    await expect(rows).toHaveCount(Math.min(50, chosen.length))
  })

  await test.step('the file has the whole list, and nothing else', async () => {
    await page.getByTestId('lists-export').click()
    await page.getByTestId('export-separator').selectOption('comma')
    await page.getByTestId('export-start').click()
    await expect(page.getByTestId('export-notice')).toHaveAttribute('data-phase', 'done')
    await expect(page.getByTestId('export-notice')).toContainText(`${chosen.length} rows`)
    const file = await page.getByTestId('export-file').innerText()
    expect(file.startsWith(join(station.folder, 'exports'))).toBe(true)
    const [head = '', ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
    expect(head.startsWith('\ufeff_id,imei,ccid,')).toBe(true)
    expect(lines.map((line) => line.split(',')[1])).toEqual(chosen.map(({ imei }) => imei))
    expect((await stat(file)).mode & 0o077).toBe(0)
  })
  expect(station.problems).toEqual([])
  await station.close()
  await rm(station.folder, { recursive: true, force: true })
  await plant.close()
  await server.stop()
})
