import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import exceljs from 'exceljs'
import { iccid, imei } from '../support/codes.ts'
import { csvOf } from '../support/import-file.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { insertOrder, openTestPlant } from '../support/plant.ts'
import { startTestServer } from '../support/replica-set.ts'
import { startStationApp } from '../support/station-app.ts'

test('a file with a bad row is looked at, its good rows are imported, and the corrected file brings the rest', async () => {
  const server = await startTestServer()
  const plant = await openTestPlant(server.uri)
  const { devices, movimientos, customers } = plant.database.collections
  await insertOrder(plant.database, { order_number: 'ORD-1', batches: [10] })
  await addEmployee(plant.database.collections, 'OFF-1', { may: ['admin_access', 'manage_customers'] })
  const files = await mkdtemp(join(tmpdir(), 'ose-files-'))
  const station = await startStationApp({ uri: server.uri, databaseName: plant.name })
  const { page } = station
  await expect(page.getByTestId('sign-in')).toBeVisible()
  await station.signIn('OFF-1', rightPassword)
  await page.getByTestId('office-tab-import').click()
  await expect(page.getByTestId('import-kind-employees')).toHaveCount(0)

  const titles = ['IMEI', 'SIM', 'Orden', 'Observación del taller']
  const good = [
    [imei(1), iccid(1), 'ORD-1', 'a'],
    [imei(2), iccid(2), 'ORD-1', 'b'],
  ]
  const list = join(files, 'taller.csv')

  await test.step('a file without titles is refused in words; corrected, the same file can be chosen again', async () => {
    await writeFile(list, csvOf(good))
    await page.getByTestId('import-file').setInputFiles(list)
    await expect(page.getByTestId('import-refused')).toContainText('the titles are missing')
  })

  await test.step('the row with the error says what is wrong, and nothing is stored yet', async () => {
    await writeFile(list, csvOf([titles, ...good, [imei(3), iccid(3), 'ORD-9', 'c']]))
    await page.getByTestId('import-file').setInputFiles(list)
    await expect(page.getByTestId('import-column-0')).toHaveValue('imei')
    await expect(page.getByTestId('import-column-3')).toHaveValue('')
    await page.getByTestId('import-check').click()
    await expect(page.getByTestId('import-count-create')).toHaveText('2')
    await expect(page.getByTestId('import-count-refused')).toHaveText('1')
    const row = page.getByTestId('import-row')
    await expect(row).toHaveCount(1)
    await expect(row).toContainText('there is no order ORD-9')
    await expect(page.getByTestId('import-run-all')).toHaveCount(0)
    await page.getByTestId('import-keep-refused').click()
    const kept = await readFile(await page.getByTestId('office-file').innerText(), 'utf8')
    expect(kept).toContain(imei(3))
    expect(kept).toContain('there is no order ORD-9')
    await page.getByTestId('import-all-rows').click()
    await expect(row).toHaveCount(3)
    expect(await devices.countDocuments()).toBe(0)
  })

  await test.step('the good rows are stored, with what belongs to them', async () => {
    await page.getByTestId('import-run-good').click()
    await expect(page.getByTestId('import-outcome')).toContainText('2 rows of “taller.csv” are stored')
    expect(await devices.countDocuments({ nro_orden: 'ORD-1', fecha_importacion: { $type: 'date' } })).toBe(2)
    expect(await movimientos.countDocuments({ origen: 'import' })).toBe(2)
    await page.getByTestId('import-again').click()
    await expect(page.getByTestId('import-recent')).toContainText('2 of 2 stored')
  })

  await test.step('the corrected file brings what was missing, all or nothing of a new one', async () => {
    await writeFile(list, csvOf([titles, ...good, [imei(3), iccid(3), 'ORD-1', 'c']]))
    await page.getByTestId('import-file').setInputFiles(list)
    await page.getByTestId('import-check').click()
    await expect(page.getByTestId('import-count-stored')).toHaveText('2')
    // Changed between the look and the run: another file.
    await writeFile(list, csvOf([titles, [imei(4), iccid(4), 'ORD-1', 'd']]))
    await page.getByTestId('import-run-good').click()
    await expect(page.getByTestId('import-result')).toHaveAttribute('data-kind', 'file-changed')
    await page.getByTestId('import-again').click()
    await page.getByTestId('import-file').setInputFiles(list)
    await page.getByTestId('import-check').click()
    await page.getByTestId('import-run-all').click()
    await expect(page.getByTestId('import-outcome')).toContainText('1 row of')
    expect(await devices.distinct('imei')).toEqual([imei(1), imei(2), imei(4)].sort())
    await page.getByTestId('import-again').click()
  })

  await test.step('a workbook of customers, with a column chosen by hand that is remembered', async () => {
    await page.getByTestId('import-kind-customers').click()
    const workbook = new exceljs.Workbook()
    workbook.addWorksheet('Portada').addRow(['nada'])
    workbook.addWorksheet('Clientes').addRows([
      ['Ref. interna', 'Tipo', 'Correo', 'Empresa'],
      ['CUST-1', 'Distribuidor', 'a@b.example', 'Ñandú SL'],
    ])
    const book = join(files, 'clientes.xlsx')
    await writeFile(book, new Uint8Array(await workbook.xlsx.writeBuffer()))
    await page.getByTestId('import-file').setInputFiles(book)
    await expect(page.getByTestId('import-sheet')).toHaveValue('Clientes')
    await expect(page.getByTestId('import-check')).toBeDisabled()
    await page.getByTestId('import-column-0').selectOption('customer_code')
    await page.getByTestId('import-check').click()
    await page.getByTestId('import-run-all').click()
    await expect(page.getByTestId('import-outcome')).toContainText('1 row of')
    expect(await customers.findOne()).toMatchObject({ customer_code: 'CUST-1', company_name: 'Ñandú SL' })
    await page.getByTestId('import-again').click()
    await page.getByTestId('import-file').setInputFiles(book)
    await expect(page.getByTestId('import-column-0')).toHaveValue('customer_code')
  })
  expect(station.problems).toEqual([])
  await station.close()
  await rm(station.folder, { recursive: true, force: true })
  await rm(files, { recursive: true, force: true })
  await plant.close()
  await server.stop()
})
