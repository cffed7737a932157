import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../shared/contract/index.ts'
import type { NewOrder } from '../../shared/contract/orders.ts'
import { productionOrderSchema } from '../../shared/schemas/production-order.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type OfficeDoor, openOfficeDoor } from '../support/office-door.ts'
import { addEmployee, rightPassword } from '../support/people.ts'

let office: Office
let door: OfficeDoor
beforeAll(async () => {
  office = await openOffice()
  await addEmployee(office.collections, 'ADM-1', { role: 'admin' })
})
afterAll(() => office.close())
beforeEach(async () => {
  await Promise.all([office.collections.orders.deleteMany({}), office.collections.references.deleteMany({})])
  door = openOfficeDoor(office)
  await door.call('session.signIn', { identifier: 'ADM-1', password: rightPassword })
})
afterEach(() => door.close())

const stored = (order_number: string) => office.collections.orders.findOne({ order_number })
const failed = (code: string) => ({ ok: false, error: { code } })
const done = { ok: true, value: {} }

function order(order_number: string, more: Partial<NewOrder> = {}): NewOrder {
  return {
    order_number,
    product_name: 'Baliza V16',
    nro_referencia: 'REF-1',
    brand: 'CARLITE',
    sku: 100,
    quantity: 100,
    batches: [60, 40],
    production_line: 1,
    priority: 'high',
    pairing: 'imei-then-iccid',
    inspection: 'every',
    tacs: ['86188808'],
    iccid_prefixes: ['898823'],
    notes: '',
    ...more,
  }
}

describe('orders.create', () => {
  it('writes the order as the platform reads it, and the rules of its reference', async () => {
    expect(await door.call('orders.create', order('wh/mo/00012'))).toEqual(done)
    const made = await stored('WH/MO/00012')
    expect(productionOrderSchema.parse(made)).toMatchObject({
      reference_number: 'REF-1',
      sku: 100,
      quantity: 100,
      produced: 0,
      status: 'pending',
      responsible: 'ADM-1',
      start_date: null,
      notes: null,
      total_batches: 2,
      batches: [
        { batch_number: 1, quantity: 60, produced: 0, status: 'pending' },
        { batch_number: 2, quantity: 40, produced: 0, status: 'pending' },
      ],
      metadata: { station: { pairing: 'imei-then-iccid', inspection: 'every' } },
    })
    expect(made?._id).toBeInstanceOf(ObjectId)
    expect(await office.collections.references.findOne({ _id: 'REF-1' })).toMatchObject({
      tacs: ['86188808'],
      iccid_prefixes: ['898823'],
      updated_by: 'ADM-1',
    })
  })

  it('leaves the rules of a reference that a later order says nothing of', async () => {
    await door.call('orders.create', order('OP-1'))
    await door.call('orders.create', order('OP-2', { tacs: [], iccid_prefixes: ['8934'] }))
    expect(await office.collections.references.findOne({ _id: 'REF-1' })).toMatchObject({
      tacs: ['86188808'],
      iccid_prefixes: ['8934'],
    })
  })

  it('refuses a number that exists, changes nothing then, and lets one of many at once through', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => door.call('orders.create', order('OP-1'))))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await door.call('orders.create', order('op-1', { tacs: ['11111111'] }))).toMatchObject(
      failed('already-exists'),
    )
    expect(await office.collections.orders.countDocuments({})).toBe(1)
    expect(await office.collections.references.findOne({ _id: 'REF-1' })).toMatchObject({ tacs: ['86188808'] })
  })

  it.each([
    ['batches that do not add up', { batches: [60, 41] }],
    ['a number that the platform cannot look up', { order_number: 'OP 1' }],
    ['an operator for a filter', { brand: { $gt: '' } }],
    ['a line that there is not', { production_line: 4 }],
  ])('refuses %s', async (_name, more) => {
    expect(await door.door('orders.create', { ...order('OP-1'), ...more })).toMatchObject(failed('bad-input'))
  })
})

describe('orders.list', () => {
  it('pages through all of them, newest first, each once, also those without a date', async () => {
    const many = Array.from({ length: 130 }, (_, index) => ({
      _id: new ObjectId(),
      order_number: `OP-${String(index).padStart(3, '0')}`,
      quantity: 10,
      // Many in the same moment, and some that another program left without.
      created_at: index < 5 ? null : new Date(1_700_000_000_000 + Math.floor(index / 40) * 1000),
    }))
    await office.database.db.collection('production_orders').insertMany(many)
    const seen: string[] = []
    let before: { created_at: number; order_number: string } | null = null
    let last = Number.POSITIVE_INFINITY
    for (let page = 0; page < 10; page++) {
      const answer: Answer<'orders.list'> = await door.call('orders.list', { before })
      if (!answer.ok) throw new Error(answer.error.code)
      for (const row of answer.value.orders) {
        expect(row.created_at).toBeLessThanOrEqual(last)
        last = row.created_at
        seen.push(row.order_number)
      }
      const bottom = answer.value.orders.at(-1)
      if (!answer.value.more || bottom === undefined) break
      before = { created_at: bottom.created_at, order_number: bottom.order_number }
    }
    expect(seen).toHaveLength(130)
    expect(new Set(seen).size).toBe(130)
  })
})

describe('orders.setStatus', () => {
  it('goes only where the status allows, and says what it is', async () => {
    await door.call('orders.create', order('OP-1'))
    expect(await door.call('orders.setStatus', { order_number: 'op-1', status: 'paused' })).toEqual({
      ok: false,
      error: { code: 'stale', params: { status: 'pending' } },
    })
    expect(await door.call('orders.setStatus', { order_number: 'OP-1', status: 'on_hold' })).toEqual(done)
    expect(await stored('OP-1')).toMatchObject({ status: 'on_hold', start_date: null })
    expect(await door.call('orders.setStatus', { order_number: 'OP-1', status: 'in_progress' })).toEqual(done)
    const started = (await stored('OP-1'))?.start_date
    expect(started).toBeInstanceOf(Date)
    await door.call('orders.setStatus', { order_number: 'OP-1', status: 'paused' })
    await door.call('orders.setStatus', { order_number: 'OP-1', status: 'in_progress' })
    expect((await stored('OP-1'))?.start_date).toEqual(started)
    expect(await door.call('orders.setStatus', { order_number: 'OP-1', status: 'cancelled' })).toEqual(done)
    expect(await door.call('orders.setStatus', { order_number: 'OP-1', status: 'in_progress' })).toMatchObject(
      failed('stale'),
    )
    expect(await door.call('orders.setStatus', { order_number: 'OP-9', status: 'paused' })).toEqual(failed('not-found'))
  })

  it('lets one of two opposite changes win', async () => {
    await door.call('orders.create', order('OP-1'))
    const answers = await Promise.all([
      door.call('orders.setStatus', { order_number: 'OP-1', status: 'cancelled' }),
      door.call('orders.setStatus', { order_number: 'OP-1', status: 'in_progress' }),
    ])
    const final = (await stored('OP-1'))?.status
    // Either it was cancelled at the end, or it never was.
    expect(final === 'cancelled' || answers[0]?.ok === false).toBe(true)
  })
})

describe('orders.printTraveller', () => {
  it('prints the order that is there', async () => {
    await door.call('orders.create', order('OP-1'))
    expect(await door.call('orders.printTraveller', { order_number: 'op-1' })).toEqual({
      ok: true,
      value: { file: 'printed.pdf' },
    })
    expect(door.printed).toMatchObject([
      [{ order_number: 'OP-1', batches: [{ batch_number: 1 }, { batch_number: 2 }] }],
    ])
    expect(await door.call('orders.printTraveller', { order_number: 'OP-9' })).toEqual(failed('not-found'))
  })
})
