import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { ForeignRow } from '../../shared/contract/health.ts'
import type { FixChoice } from '../../shared/domain/health/data-health.ts'
import { type BeanieModels, type BeanieProgram, launchBeanie } from '../support/beanie-program.ts'
import { iccid, imei } from '../support/codes.ts'
import { answered, openTestLink } from '../support/health-plant.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type OfficeDoor, openOfficeDoor } from '../support/office-door.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openStation, required, type TestStation, until } from '../support/station-bench.ts'

const uri = inject('mongodbUri')

describe.each(['models', 'platform_models'] as const)('the office beside %s', (models: BeanieModels) => {
  let plant: TestPlant
  let beanie: BeanieProgram
  let one: TestStation
  let two: TestStation
  let office: Office
  let door: OfficeDoor
  let link: ReturnType<typeof openTestLink>

  const device = async (number: number) => required(await office.collections.devices.findOne({ imei: imei(number) }))
  const order = async () => required(await office.collections.orders.findOne({ order_number: 'ORD-1' }))
  const rows = async (onlyOpen = false) =>
    answered(await door.call('health.foreign', { before: null, onlyOpen })).rows as readonly ForeignRow[]
  const noted = async (what: ForeignRow['what'], label: string) => {
    const find = async () => (await rows()).find((row) => row.what === what && row.labels.includes(label))
    await until(async () => (await find()) !== undefined, `${what} of ${label} to be noted`)
    return required(await find())
  }
  const preview = async ({ id }: ForeignRow, choice: FixChoice = 'repair') =>
    answered(await door.call('health.previewForeign', { id, choice }))
  const apply = async (plan: { readonly preview: string }) =>
    answered(await door.call('health.apply', { preview: plan.preview }))
  const accepted = async (station: TestStation, word: string, ...codes: readonly string[]) => {
    expect([word, 'kept-here']).toContain((await station.scan(...codes)).word)
    await until(() => station.state().kept.count === 0, 'what was kept')
  }

  beforeAll(async () => {
    plant = await openTestPlant(uri)
    beanie = launchBeanie(uri, plant.name, models)
    await beanie.start()
    await plant.order({ order_number: 'ORD-1', batches: [40], inspection: 'none', status: 'in_progress' })
    one = await openStation({ uri, databaseName: plant.name, station: 'S01' })
    // Both would fold and watch; one holds the duty, and each change is noted once.
    two = await openStation({ uri, databaseName: plant.name, station: 'S02', puesto: 2 })
    for (const station of [one, two]) expect((await station.open('ORD-1', 1)).word).toBe('order-opened')
    office = await openOffice({ uri, databaseName: plant.name })
    link = openTestLink(uri, plant.name)
    await until(() => !link.isAway(), 'the database')
    door = openOfficeDoor(office, {}, link)
    await addEmployee(office.collections, 'ADM-009', { role: 'super_admin' })
    await door.call('session.signIn', { identifier: 'ADM-009', password: rightPassword })
  })
  afterAll(async () => {
    expect([...one.bugs, ...two.bugs]).toEqual([])
    await door.close()
    await link.close()
    await office.close()
    await one.close()
    await two.close()
    await beanie.stop()
    await plant.close()
  })

  it('a stale save of a device is noted once, shown, tried out, and repaired; Python reads what came of it', async () => {
    await accepted(one, 'registered', imei(1), iccid(1))
    await beanie.hold('devices', { imei: imei(1) }, 'stale')
    await accepted(two, 'verified', imei(1), iccid(1))
    await beanie.save('stale', { ubicacion_actual: 'Mesa 3' })
    expect((await device(1)).estado).toBe('en_produccion')

    const row = await noted('estado-reverted', imei(1))
    expect(row).toMatchObject({ ours: 'aprobado', stored: 'en_produccion', settled: 'open', orderNumber: 'ORD-1' })
    expect(row.fields).toEqual(expect.arrayContaining(['estado', 'ubicacion_actual']))
    expect((await rows()).filter(({ what }) => what === 'estado-reverted')).toHaveLength(1)
    expect(answered(await door.call('health.read', {})).foreign).toMatchObject({ open: 1 })

    const before = await device(1)
    const plan = await preview(row)
    expect(plan.changes).toEqual([
      {
        collection: 'devices',
        label: imei(1),
        fields: [{ field: 'estado', before: 'en_produccion', after: 'aprobado' }],
      },
    ])
    expect(await device(1)).toEqual(before)
    expect(await apply(plan)).toEqual({ applied: 1, changed: [], notAllowed: [] })
    expect(await device(1)).toMatchObject({ estado: 'aprobado', ubicacion_actual: 'Mesa 3' })
    const [event] = await office.collections.deviceEvents
      .find({ imei: imei(1) })
      .sort({ timestamp: -1 })
      .toArray()
    expect(event).toMatchObject({
      ...{ event_type: 'status_changed', estado_anterior: 'en_produccion', estado_nuevo: 'aprobado' },
      ...{ operator: 'ADM-009', data: { act_kind: 'correct', reason: 'estado-reverted', station: 'S01' } },
    })
    expect(await noted('estado-reverted', imei(1))).toMatchObject({ settled: 'repaired' })
    expect(await rows(true)).toEqual([])
    await until(async () => (await order()).approved === 1, 'the figures after the repair')
    expect(await beanie.read('devices', { imei: imei(1) })).toMatchObject([{ estado: 'aprobado' }])
    // The repair is ours: it is no change of another program.
    expect((await rows()).filter(({ what }) => what === 'estado-reverted')).toHaveLength(1)
  })

  it('what Python put right itself is settled when somebody looks', async () => {
    await accepted(one, 'registered', imei(2), iccid(2))
    await beanie.hold('devices', { imei: imei(2) }, 'stale')
    await accepted(two, 'verified', imei(2), iccid(2))
    await beanie.save('stale', { ubicacion_actual: 'Mesa 4' })
    const row = await noted('estado-reverted', imei(2))
    await beanie.update('devices', { imei: imei(2) }, { estado: 'aprobado' })
    expect(await preview(row)).toMatchObject({ total: 0, changes: [] })
    expect(await noted('estado-reverted', imei(2))).toMatchObject({ settled: 'gone' })
  })

  it('a device that came back after its undo stays, marked, and counts no more', async () => {
    await accepted(one, 'registered', imei(3), iccid(3))
    await beanie.hold('devices', { imei: imei(3) }, 'undone')
    await accepted(one, 'undone', 'OSECUNDO')
    await beanie.save('undone', { ubicacion_actual: 'Mesa 5' })
    const row = await noted('brought-back', imei(3))
    await until(async () => (await order()).produced === 3, 'the device that came back')
    const plan = await preview(row)
    expect(plan.changes[0]?.fields.map(({ field, after }) => [field, after])).toEqual([
      ['valido', 'false'],
      ['errores', 'Registro deshecho'],
    ])
    await apply(plan)
    await until(async () => (await order()).produced === 2, 'the figures without it')
    // The unit itself can be registered as any other.
    await accepted(one, 'registered', imei(3), iccid(3))
    expect(await office.collections.devices.countDocuments({ imei: imei(3) })).toBe(2)
  })

  it('an order that it saves whole brings back its old status: shown, and set again, or accepted', async () => {
    await beanie.hold('production_orders', { order_number: 'ORD-1' }, 'order')
    answered(await door.call('orders.setStatus', { order_number: 'ORD-1', status: 'paused' }))
    await beanie.save('order', { notes: 'de ayer' })
    expect((await order()).status).toBe('in_progress')
    const row = await noted('status-reverted', 'ORD-1')
    expect(row).toMatchObject({ ours: 'paused', stored: 'in_progress', settled: 'open' })
    await apply(await preview(row))
    expect(await order()).toMatchObject({ status: 'paused', notes: 'de ayer' })
    answered(await door.call('orders.setStatus', { order_number: 'ORD-1', status: 'in_progress' }))

    await beanie.update('production_orders', { order_number: 'ORD-1' }, { status: 'on_hold' })
    await until(async () => (await rows(true)).length === 1, 'the second change')
    await apply(await preview(required((await rows(true))[0]), 'accept'))
    expect(await order()).toMatchObject({ status: 'on_hold', ose_status: { status: 'on_hold' } })
    expect(await rows(true)).toEqual([])
    answered(await door.call('orders.setStatus', { order_number: 'ORD-1', status: 'in_progress' }))
  })

  it('an import is one line with its number, and no loss', async () => {
    await beanie.insertRandom('devices', 11, 60)
    await until(async () => (await rows()).filter(({ what }) => what === 'added').length > 0, 'the import')
    const added = async () => (await rows()).filter(({ what }) => what === 'added')
    await until(async () => (await added()).reduce((sum, { count }) => sum + count, 0) >= 60, 'all of it')
    expect(await rows(true)).toEqual([])
  })

  it('what changes while no station watches is noted by the next that does', async () => {
    await accepted(one, 'registered', imei(7), iccid(7))
    await beanie.hold('devices', { imei: imei(7) }, 'night')
    await accepted(two, 'verified', imei(7), iccid(7))
    // The stream's place has gone past the night's beginning before everybody leaves.
    await beanie.update('devices', { imei: imei(7) }, { ubicacion_actual: 'Mesa 6' })
    await until(
      async () => (await rows()).some(({ labels, what }) => what === 'changed' && labels.includes(imei(7))),
      'it',
    )
    await one.close()
    await two.close()
    await beanie.save('night', { ubicacion_actual: 'Mesa 7' })
    const morning = { uri, databaseName: plant.name }
    one = await openStation({ ...morning, station: 'S01' })
    two = await openStation({ ...morning, station: 'S02', puesto: 2 })
    const row = await noted('estado-reverted', imei(7))
    await apply(await preview(row))
    expect((await device(7)).estado).toBe('aprobado')
  })
})
