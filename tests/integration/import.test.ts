import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { imei } from '../support/codes.ts'
import { csvOf, importing, value } from '../support/import-file.ts'
import { importOffice } from '../support/import-office.ts'

const plant = importOffice()

describe('the columns', () => {
  it('are guessed, may be changed, and are remembered for the plant by the titles', async () => {
    const file = csvOf([
      ['Número raro', 'Brand'],
      [imei(1), 'M'],
    ])
    const table = await importing(plant.door, 'devices', file).read()
    expect(table).toMatchObject({ kind: 'table', mapping: [null, 'marca'], isRemembered: false })
    expect(await value(plant.door.call('import.check', { mapping: [null, 'marca'] }))).toMatchObject({
      reasons: [{ field: 'imei', reason: 'missing' }],
    })
    expect(await value(plant.door.call('import.check', { mapping: ['imei', 'marca'] }))).toMatchObject({ create: 1 })
    const upper = csvOf([
      ['NUMERO RARO', 'BRAND'],
      [imei(2), 'M'],
    ])
    expect(await importing(plant.door, 'devices', upper).read()).toMatchObject({
      mapping: ['imei', 'marca'],
      isRemembered: true,
    })
    expect(await importing(plant.door, 'customers', upper).read()).toMatchObject({ isRemembered: false })
  })

  it('of what is no table, or no file at all, are a sentence and not a failure', async () => {
    expect(await importing(plant.door, 'devices', '').read()).toEqual({ kind: 'refused', reason: 'empty', params: {} })
    expect(await importing(plant.door, 'devices', 'imei\n').read()).toMatchObject({ reason: 'no-rows' })
    expect(await plant.door.call('import.check', { mapping: [] })).toMatchObject({ ok: false })
  })
})

describe('rights', () => {
  it('are those of the same work by hand, of the one who began, and of nobody beyond their own', async () => {
    await plant.as('USR-1', { may: ['manage_users'] })
    expect(await plant.door.call('import.begin', { kind: 'devices', file: 'x.csv', bytes: 1 })).toMatchObject({
      error: { code: 'no-permission' },
    })
    expect(await plant.door.call('import.begin', { kind: 'customers', file: 'x.csv', bytes: 1 })).toMatchObject({
      error: { code: 'no-permission' },
    })
    const file = importing(
      plant.door,
      'employees',
      csvOf([
        ['código', 'nombre', 'apellidos', 'rol'],
        ['EMP-7', 'Ana', 'Mas', 'administrador'],
      ]),
    )
    expect(await file.check()).toMatchObject({ reasons: [{ reason: 'may-not-grant' }] })
    await plant.as('USR-2', { may: ['manage_users'] })
    expect(await plant.door.call('import.rows', { from: 0, count: 1, only: 'all' })).toMatchObject({ ok: false })
    await plant.office.collections.employees.updateOne(
      { employee_id: 'USR-2' },
      { $set: { 'permissions.manage_users': false } },
    )
    await plant.door.session.check()
    expect(await plant.door.call('import.begin', { kind: 'employees', file: 'x.csv', bytes: 1 })).toMatchObject({
      error: { code: 'no-permission' },
    })
    expect(await value(plant.door.call('import.recent', {}))).toEqual({ imports: [] })
  })

  it('what the page keeps as a file is safe for a spreadsheet, readable by its owner alone, and of its own kind', async () => {
    const rows = [
      ['Fila', 'IMEI', 'Motivo'],
      ['2', '=cmd|calc', 'no; son «15» cifras'],
    ]
    const { file } = await value(plant.door.call('import.keep', { kind: 'devices', table: 'refused', rows }))
    expect(file.startsWith(join(plant.door.folder, 'exports', 'import-refused-devices-'))).toBe(true)
    expect(await readFile(file, 'utf8')).toBe('\ufeffFila;IMEI;Motivo\r\n2;\'=cmd|calc;"no; son «15» cifras"\r\n')
    expect((await stat(file)).mode & 0o077).toBe(0)
    await plant.as('USR-9', { may: ['manage_customers'] })
    expect(await plant.door.call('import.keep', { kind: 'devices', table: 'template', rows })).toMatchObject({
      error: { code: 'no-permission' },
    })
  })

  it('a file larger than announced, or than may be, is not taken', async () => {
    expect(await plant.door.call('import.begin', { kind: 'devices', file: 'x', bytes: 2 ** 30 })).toMatchObject({
      error: { code: 'bad-input' },
    })
    await value(plant.door.call('import.begin', { kind: 'devices', file: 'x', bytes: 3 }))
    expect(await plant.door.call('import.piece', { bytes: new Uint8Array(4) })).toMatchObject({
      error: { code: 'bad-input' },
    })
    expect(await plant.door.call('import.read', { sheet: null })).toMatchObject({ error: { code: 'not-found' } })
  })
})
