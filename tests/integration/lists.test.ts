import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRow } from '../../electron/db/collections/keyset.ts'
import { listSources } from '../../electron/db/lists/list-queries.ts'
import { type AnyRow, listsRepository } from '../../electron/db/lists/lists.ts'
import { listRow } from '../../electron/lists/list-values.ts'
import type { ListFilter } from '../../shared/contract/list-filter.ts'
import type { ListRow } from '../../shared/contract/lists.ts'
import { type ListName, listColumns, listNames, listPageRows } from '../../shared/lists.ts'
import { listedViews, newestBy, noDates } from '../support/listed-views.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type OfficeDoor, openOfficeDoor } from '../support/office-door.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { fillRepositoryPlant, type RepositoryPlant, type Stored } from '../support/repository-plant.ts'

let office: Office
let door: OfficeDoor
let plant: RepositoryPlant
beforeAll(async () => {
  office = await openOffice()
  plant = await fillRepositoryPlant(office.database.db)
  await addEmployee(office.collections, 'REP-1', { may: ['view_reports'] })
  await addEmployee(office.collections, 'REP-2', { may: ['view_reports', 'manage_users'] })
  await addEmployee(office.collections, 'OPE-1', { may: ['production_line1_station1', 'admin_access', 'manage_users'] })
  door = openOfficeDoor(office)
  await signIn('REP-2')
})
afterAll(async () => {
  await door.close()
  await office.close()
})

const signIn = (identifier: string) => door.call('session.signIn', { identifier, password: rightPassword })
const failed = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) })

/** Every row of a list, page by page as the screen turns them. */
async function everyRow(filter: ListFilter): Promise<ListRow[]> {
  const rows: ListRow[] = []
  let after: { id: string; at: string | number | null } | null = null
  do {
    const answer: Awaited<ReturnType<typeof door.call<'lists.read'>>> = await door.call('lists.read', { filter, after })
    if (!answer.ok) throw new Error(answer.error.code)
    expect(answer.value.rows.length).toBeLessThanOrEqual(listPageRows)
    rows.push(...answer.value.rows)
    after = answer.value.next
  } while (after !== null)
  return rows
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
const stored = (documents: readonly Stored[]) => documents.map(({ _id }) => _id.toHexString())
describe('a list through the door', () => {
  it.each(listedViews)(
    '$filter.list by $filter.by.view has its rows in their order, each once',
    async ({ filter, of, where, by }) => {
      const expected = stored(plant[of].filter(where).sort(by))
      expect(expected.length).toBeGreaterThan(0)
      expect(ids(await everyRow(filter))).toEqual(expected)
    },
  )

  it.each(listNames)('%s: a page shows of each document what its columns show of all of it', async (list) => {
    const { schema, collection, heavy = [] } = listSources[list]
    const { filter } = listedViews.find((view) => view.filter.list === list) ?? {
      filter: { list: 'employees', by: { view: 'all' } } as const,
    }
    const { rows } = await listsRepository(office.database).read(filter, { after: null, limit: 20 })
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      const whole = await office.database.db.collection(collection).findOne({ _id: new ObjectId(row.id) })
      if (whole === null) throw new Error(row.id)
      expect(listRow(list, row)).toEqual(listRow(list, readRow(schema, { ...whole }) as AnyRow))
      for (const field of heavy) expect(row[field] ?? []).toHaveLength(0)
    }
  })

  it.each([
    [{ view: 'all' }, () => true],
    [{ view: 'status', status: 'on_leave' }, (person: Stored) => person['status'] === 'on_leave'],
    [
      { view: 'role', role: 'technician' },
      (person: Stored) => person['status'] === 'active' && person['role'] === 'technician',
    ],
  ] as const)('employees by %j: by ID, over several pages', async (by, where) => {
    const found = await office.collections.employees.find({}).sort({ employee_id: 1 }).toArray()
    const expected = found.filter((person) => where(person as Stored)).map(({ _id }) => _id.toHexString())
    expect(expected.length).toBeGreaterThan(0)
    expect(ids(await everyRow({ list: 'employees', by }))).toEqual(expected)
  })

  it('shows what is stored in the order of the columns, whichever spelling it has', async () => {
    const [found] = await everyRow({ list: 'pallets', by: { view: 'number', pallet: 'PAL-2025-0013' } })
    const at = (name: string) => found?.values[listColumns.pallets.findIndex((column) => column.name === name)]
    expect(at('pallet')).toBe('PAL-2025-0013')
    expect(at('estado')).toBe('en_transito')
    expect(at('fecha_creacion')).toBe(
      plant.pallets.find(({ pallet_id }) => pallet_id === 'PAL-2025-0013')?.['fecha_creacion'].getTime(),
    )
  })

  it('shows nothing of a secret, however it is asked for', async () => {
    const rows = await everyRow({ list: 'employees', by: { view: 'all' } })
    expect(JSON.stringify(rows)).not.toMatch(/\$2[aby]\$|of-the-other-program|password|refresh/)
    expect(listColumns.employees.map(({ name }) => name)).not.toContain('password_hash')
  })

  it('has one device with all its movements, or none', async () => {
    const device = plant.devices[17]
    const movements = plant.movimientos.filter(({ producto }) => producto === device?._id.toHexString())
    expect(movements.length).toBeGreaterThan(0)
    const answer = await door.call('lists.device', { imei: ` ${device?.['imei']} ` })
    expect(answer).toMatchObject({ ok: true, value: { device: { id: device?._id.toHexString() } } })
    expect(answer.ok && ids(answer.value.movements)).toEqual(stored([...movements].sort(newestBy('fecha'))))
    expect(await door.call('lists.device', { imei: '000000000000000' })).toEqual({
      ok: true,
      value: { device: null, movements: [] },
    })
  })

  it('keeps text dates and undated documents on their pages', async () => {
    const texts = Array.from({ length: 70 }, (_, index) => ({
      _id: new ObjectId(),
      tipo: 'scrap',
      fecha: `2024-01-01T00:00:${String(index % 60).padStart(2, '0')}Z`,
    }))
    await office.database.db.collection('movimientos').insertMany(texts)
    const rows = await everyRow({ list: 'movements', by: { view: 'kind', tipo: 'scrap', ...noDates } })
    expect(rows).toHaveLength(plant.movimientos.filter(({ tipo }) => tipo === 'scrap').length + texts.length)
    expect(ids(rows)).toEqual(expect.arrayContaining(texts.map(({ _id }) => _id.toHexString())))
    await office.database.db.collection('movimientos').deleteMany({ _id: { $in: texts.map(({ _id }) => _id) } })
  })
})

describe('who may', () => {
  const every: ListName[] = ['devices', 'orders', 'movements', 'customers', 'notifications', 'packages', 'pallets']
  const filterOf = (list: ListName) => listedViews.find(({ filter }) => filter.list === list)?.filter as ListFilter // each has one
  const people: ListFilter = { list: 'employees', by: { view: 'all' } }
  const exporting = { format: 'csv', separator: ',' } as const

  it('reads every list with view_reports, and people only with manage_users as well', async () => {
    await signIn('REP-1')
    for (const list of every) {
      expect(await door.call('lists.read', { filter: filterOf(list), after: null })).toMatchObject({ ok: true })
    }
    expect(await door.call('lists.read', { filter: people, after: null })).toEqual(failed('no-permission'))
    expect(await door.call('lists.export', { filter: people, ...exporting })).toEqual(failed('no-permission'))
  })

  it('reads nothing with other rights of the office', async () => {
    await signIn('OPE-1')
    for (const filter of [...every.map(filterOf), people]) {
      expect(await door.call('lists.read', { filter, after: null })).toEqual(failed('no-permission'))
      expect(await door.call('lists.export', { filter, ...exporting })).toEqual(failed('no-permission'))
    }
    expect(await door.call('lists.device', { imei: '1' })).toEqual(failed('no-permission'))
    expect(await door.call('lists.exportState', {})).toEqual(failed('no-permission'))
    expect(await door.call('lists.cancelExport', {})).toEqual(failed('no-permission'))
    expect(await door.call('lists.openExport', {})).toEqual(failed('no-permission'))
    await signIn('REP-2')
  })

  it.each([
    { id: 'x'.repeat(201), at: null },
    { id: 'a'.repeat(24), at: 'no BSON' },
    { id: 'a'.repeat(24), at: { $gt: '' } },
    { id: { $gt: '' }, at: null },
    { id: 'a'.repeat(24), at: 1, more: 1 },
  ])('refuses a place that is none: %j', async (after) => {
    const filter = filterOf('movements')
    expect(await door.door('lists.read', { filter, after })).toEqual(failed('bad-input'))
  })

  it.each([
    { list: 'devices', by: { view: 'imei', imei: { $gt: '' } } },
    { list: 'devices', by: { view: 'order', order: ['x'], estado: null } },
    { list: 'employees', by: { view: 'all', password_hash: { $regex: '.' } } },
    { list: 'station_badges', by: { view: 'all' } },
    { list: '__proto__', by: { view: 'all' } },
  ])('refuses what no screen asks: %j', async (filter) => {
    expect(await door.door('lists.read', { filter, after: null })).toEqual(failed('bad-input'))
  })
})
