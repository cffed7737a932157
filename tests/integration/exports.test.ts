import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { BSON, type Document, ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listSources } from '../../electron/db/lists/list-queries.ts'
import { exportColumns } from '../../electron/export/export-columns.ts'
import { createExportDesk } from '../../electron/export/export-desk.ts'
import type { ListFilter } from '../../shared/contract/list-filter.ts'
import type { CsvSeparator, ExportFormat, ExportState } from '../../shared/exports.ts'
import { bundleExportWorker } from '../support/bundled-workers.ts'
import { hostileTexts } from '../support/hostile-codes.ts'
import { listedViews, noDates } from '../support/listed-views.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type OfficeDoor, openOfficeDoor } from '../support/office-door.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { fillRepositoryPlant, type RepositoryPlant } from '../support/repository-plant.ts'
import { smallDisk } from '../support/small-disk.ts'

let office: Office
let worker: Awaited<ReturnType<typeof bundleExportWorker>>
let plant: RepositoryPlant
let door: OfficeDoor

beforeAll(async () => {
  office = await openOffice()
  worker = await bundleExportWorker()
  plant = await fillRepositoryPlant(office.database.db)
  await addEmployee(office.collections, 'REP-2', { may: ['view_reports', 'manage_users'] })
  await addEmployee(office.collections, 'REP-1', { may: ['view_reports'] })
})
afterAll(async () => {
  await worker.remove()
  await office.close()
})
beforeEach(async () => {
  door = openOfficeDoor(office, { exportWorker: worker.file })
  await door.call('session.signIn', { identifier: 'REP-2', password: rightPassword })
})
afterEach(() => door.close())

const all: ListFilter = { list: 'devices', by: { view: 'newest', ...noDates } }

async function state(): Promise<ExportState> {
  const answer = await door.call('lists.exportState', {})
  if (!answer.ok || answer.value.state === null) throw new Error('there is no export')
  return answer.value.state
}

async function ended(): Promise<ExportState> {
  await expect.poll(async () => (await state()).phase, { timeout: 20_000, interval: 20 }).not.toBe('running')
  return state()
}

async function exported(filter: ListFilter, format: ExportFormat, separator: CsvSeparator = ';'): Promise<string> {
  expect(await door.call('lists.export', { filter, format, separator })).toEqual({ ok: true, value: {} })
  const made = await ended()
  expect(made).toMatchObject({ phase: 'done', list: filter.list, format, failure: null })
  return made.file
}

const files = () => readdir(join(door.folder, 'exports')).catch(() => [])
const inOrder = ({ of, where, by }: (typeof listedViews)[number]) => plant[of].filter(where).sort(by)

describe('an export', () => {
  it.each(listedViews)('of $filter.list by $filter.by.view is the documents as they are stored', async (view) => {
    const documents: unknown[] = JSON.parse(await readFile(await exported(view.filter, 'json'), 'utf8'))
    const read = documents.map((document) => BSON.EJSON.deserialize(document as Document, { relaxed: true }))
    expect(read).toEqual(inOrder(view).map((document) => BSON.EJSON.deserialize(BSON.EJSON.serialize(document))))
  })

  it('as CSV has every document in a row, with its stored names, as UTF-8 that Excel knows', async () => {
    const file = await exported(all, 'csv', ';')
    const text = await readFile(file, 'utf8')
    const [head = '', ...rows] = text.trimEnd().split('\r\n')
    expect(head.startsWith('\ufeff_id;imei;ccid;nro_orden;lote;')).toBe(true)
    const names = head.slice(1).split(';')
    expect(names).toContain('garantia.fecha_fin')
    const [view] = listedViews
    const expected = inOrder(view as (typeof listedViews)[number]) // the first is all devices
    expect(rows).toHaveLength(expected.length)
    const cell = (row: string, name: string) => row.split(';')[names.indexOf(name)]
    for (const [index, device] of expected.entries()) {
      const row = rows[index] ?? ''
      expect(cell(row, '_id')).toBe(device._id.toHexString())
      expect(cell(row, 'imei')).toBe(device['imei'])
      expect(cell(row, 'lote')).toBe(String(device['lote']))
      expect(cell(row, 'estado')).toBe(device['estado'])
      expect(cell(row, 'notificado')).toBe(String(device['notificado']))
      expect(cell(row, 'fecha_creacion')).toBe(device['fecha_creacion']?.toISOString() ?? '')
    }
    expect((await stat(file)).mode & 0o077).toBe(0)
    expect(file).toMatch(/devices-\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.csv$/)
  })

  it('as XLSX has every document in a row, its dates as dates and its digits whole', async () => {
    const filter: ListFilter = { list: 'devices', by: { view: 'state', estado: 'activo' } }
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(await exported(filter, 'xlsx'))
    const sheet = workbook.worksheets[0]
    const names = exportColumns(listSources.devices.schema).map(({ name }) => name)
    const at = (row: number, name: string) => sheet?.getRow(row).getCell(names.indexOf(name) + 1).value ?? null
    const active = plant.devices
      .filter(({ estado }) => estado === 'activo')
      .sort((one, other) => (one._id.toHexString() < other._id.toHexString() ? -1 : 1))
    expect(sheet?.rowCount).toBe(active.length + 1)
    for (const [index, device] of active.entries()) {
      expect(at(index + 2, 'imei')).toBe(device['imei'])
      expect(at(index + 2, 'cliente')).toBe(device['cliente'])
      expect(at(index + 2, 'lote')).toBe(device['lote'])
      const made: Date | undefined = device['fecha_creacion']
      const local = made && new Date(made.getTime() - made.getTimezoneOffset() * 60_000)
      expect(at(index + 2, 'fecha_creacion')).toEqual(local ?? null)
    }
  })

  it('holds what hostile codes say, none of it as a formula, in every form', async () => {
    const devices = office.database.db.collection('devices')
    const documents = hostileTexts.map((text, index) => ({
      _id: new ObjectId(),
      imei: `H${index}`,
      nro_orden: 'HOSTILE',
      estado: text.slice(0, 3000),
      ubicacion_actual: text.slice(0, 3000),
      metadata: { text: text.slice(0, 3000) },
    }))
    await devices.insertMany(documents)
    const filter: ListFilter = { list: 'devices', by: { view: 'order', order: 'HOSTILE', estado: null } }
    const json: Document[] = JSON.parse(await readFile(await exported(filter, 'json'), 'utf8'))
    // As BSON keeps it: a surrogate alone is none.
    const asStored = (text: string) => Buffer.from(text.slice(0, 3000), 'utf8').toString('utf8')
    expect(json.map(({ ubicacion_actual }) => ubicacion_actual)).toEqual(hostileTexts.map(asStored))
    await rm(join(door.folder, 'exports'), { recursive: true })
    const csv = await readFile(await exported(filter, 'csv', ','), 'utf8')
    for (const cell of csv.split(/\r\n|,/)) expect(cell).not.toMatch(/^"?[=+\-@\t\0]/)
    await rm(join(door.folder, 'exports'), { recursive: true })
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(await exported(filter, 'xlsx'))
    expect(workbook.worksheets[0]?.rowCount).toBe(documents.length + 1)
    workbook.worksheets[0]?.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined()))
    await devices.deleteMany({ nro_orden: 'HOSTILE' })
  })

  it('has no secret in any form, also where somebody left one among devices', async () => {
    await office.database.db
      .collection('devices')
      .insertOne({ nro_orden: 'SECRET', password_hash: '$2b$12$secret', refresh_token: 'of-the-other-program' })
    await office.database.db
      .collection('employees')
      .updateOne({ employee_id: 'REP-1' }, { $set: { reset_token: '$2b$12$later' } })
    for (const filter of [
      { list: 'employees', by: { view: 'all' } },
      { list: 'devices', by: { view: 'order', order: 'SECRET', estado: null } },
    ] as const) {
      for (const format of ['csv', 'json', 'xlsx'] as const) {
        const file = await exported(filter, format)
        const content = format === 'xlsx' ? await xlsxText(file) : await readFile(file, 'utf8')
        expect(content.length).toBeGreaterThan(50)
        expect(content).not.toMatch(/password|refresh_token|reset_token|\$2[aby]\$|of-the-other-program/)
        await rm(file)
      }
    }
    await office.database.db.collection('devices').deleteMany({ nro_orden: 'SECRET' })
  })

  it('of people is neither shown to nor opened by whoever may not keep them', async () => {
    await exported({ list: 'employees', by: { view: 'all' } }, 'csv')
    expect(await door.call('lists.openExport', {})).toEqual({ ok: true, value: {} })
    expect(door.printed).toHaveLength(1)
    await door.call('session.signIn', { identifier: 'REP-1', password: rightPassword })
    expect(await door.call('lists.exportState', {})).toEqual({ ok: true, value: { state: null } })
    expect(await door.call('lists.openExport', {})).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(door.printed).toHaveLength(1)
  })

  it('logs who asked for what, and never the connection string', async () => {
    await exported(all, 'csv')
    const text = JSON.stringify(office.logged)
    expect(office.logged).toContainEqual({
      event: 'export.asked',
      facts: { list: 'devices', view: 'newest', format: 'csv', by: 'REP-2' },
    })
    expect(text).not.toContain(office.server.uri)
  })
})

async function xlsxText(file: string): Promise<string> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(file)
  return JSON.stringify(workbook.worksheets.map((sheet) => sheet.getSheetValues()))
}

describe('an export that does not end well', () => {
  it('is broken off by hand: nothing of it is left, and the next one can begin', async () => {
    const notes = 'x'.repeat(200_000)
    await office.database.db
      .collection('pallets')
      .insertMany(Array.from({ length: 400 }, () => ({ estado: 'cancelado', notas: notes })))
    const filter: ListFilter = { list: 'pallets', by: { view: 'state', estado: 'cancelado', ...noDates } }
    await door.call('lists.export', { filter, format: 'xlsx', separator: ',' })
    await expect.poll(files, { interval: 1 }).toEqual([expect.stringMatching(/\.xlsx\.part$/)])
    expect(await door.call('lists.export', { filter, format: 'csv', separator: ',' })).toMatchObject({
      ok: false,
      error: { code: 'stale' },
    })
    await door.call('lists.cancelExport', {})
    expect(await ended()).toMatchObject({ phase: 'cancelled', file: '' })
    expect(await files()).toEqual([])
    expect(await door.call('lists.openExport', {})).toMatchObject({ ok: false, error: { code: 'not-found' } })
    await exported(all, 'csv')
    expect(await files()).toHaveLength(1)
    await office.database.db.collection('pallets').deleteMany({ estado: 'cancelado' })
  })

  it('removes the half that a kill left behind', async () => {
    await mkdir(join(door.folder, 'exports'), { recursive: true })
    await writeFile(join(door.folder, 'exports', 'devices-2026-01-01_00-00-00.csv.part'), 'half')
    await exported(all, 'csv')
    expect(await files()).toEqual([expect.stringMatching(/\.csv$/)])
  })

  it('says that the folder is none', async () => {
    await writeFile(join(door.folder, 'exports'), 'a file where the folder belongs')
    await door.call('lists.export', { filter: all, format: 'csv', separator: ',' })
    expect(await ended()).toMatchObject({ phase: 'failed', failure: 'folder-absent', file: '' })
  })

  it.each([
    ['size=64k', 'disk-full'],
    ['ro', 'folder-not-writable'],
  ] as const)('says what is wrong with the disk (%s), and leaves nothing on it', async (options, failure) => {
    const disk = await smallDisk(options)
    await symlink(disk.path, join(door.folder, 'exports'))
    try {
      for (const format of ['csv', 'xlsx', 'json'] as const) {
        await door.call('lists.export', { filter: all, format, separator: ',' })
        expect(await ended()).toMatchObject({ phase: 'failed', failure, file: '' })
        expect(await files()).toEqual([])
      }
    } finally {
      await disk.remove()
    }
  })

  it('says that the database is away', async () => {
    const desk = createExportDesk({
      folder: door.folder,
      workerFile: worker.file,
      // Nobody listens on the first port.
      connectionString: async () => 'mongodb://station:hidden@127.0.0.1:1/?directConnection=true',
      databaseName: () => 'plant',
      openFile: async () => undefined,
      log: office.log,
    })
    desk.start({ filter: all, format: 'csv', separator: ',' })
    await expect.poll(() => desk.state()?.phase, { timeout: 25_000 }).toBe('failed')
    expect(desk.state()).toMatchObject({ failure: 'database-away', file: '' })
    expect(await files()).toEqual([])
    expect(JSON.stringify(office.logged, (_, value) => (value instanceof Error ? value.message : value))).not.toContain(
      'hidden',
    )
  })
})
