import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { verifyPassword } from '../../passwords/bcrypt.ts'
import { demoTexts } from './demo-texts.ts'
import { orderPlans } from './order-plans.ts'
import { demoEmployees, demoPassword, demoPasswordHash } from './people.ts'
import { demoDocuments } from './plant.ts'
import { demoImei } from './unit-numbers.ts'
import { unitPath } from './unit-path.ts'

const now = Date.UTC(2026, 4, 4, 9, 30)
const plant = demoDocuments(now)

describe('the demo plant', () => {
  it('is the same for the same moment, and has every id once', () => {
    expect(isDeepStrictEqual(demoDocuments(now), plant)).toBe(true)
    const ids = [plant.employees, plant.customers, plant.orders, plant.devices, plant.movements, plant.events].flatMap(
      (all) => all.map(({ id }) => id),
    )
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{24}$/)
  })

  it('has every IMEI and every ICCID once', () => {
    const devices = plant.devices.map(({ document }) => document)
    expect(new Set(devices.map(({ imei }) => imei)).size).toBe(devices.length)
    const sims = devices.flatMap(({ ccid }) => ccid ?? [])
    expect(new Set(sims).size).toBe(sims.length)
  })

  it('makes the units of an order one after another', () => {
    for (const { order_number } of orderPlans(2026)) {
      const times = plant.devices
        .filter(({ document }) => document.nro_orden === order_number)
        .map(({ document }) => document.fecha_creacion.getTime())
      expect(times).toEqual([...times].sort((left, right) => left - right))
    }
  })

  it('tells everybody the password that works, and says what each does', () => {
    expect(verifyPassword(demoPassword, demoPasswordHash)).toBe(true)
    for (const { does } of demoEmployees) expect(demoTexts.es.does[does]).not.toBe('')
  })
})

describe('a unit of the demo plant', () => {
  it('goes by the table of states', () => {
    expect(unitPath('replaced', 'every', 0).map(({ to }) => to)).toEqual([
      'en_produccion',
      'en_produccion',
      'control_calidad',
      'aprobado',
      'empaquetado',
      'enviado',
      'activo',
      'rma',
      'reemplazado',
    ])
    expect(unitPath('approved', 'none', 0).map(({ act, to }) => [act, to])).toEqual([
      ['register', 'en_produccion'],
      ['verify', 'aprobado'],
    ])
    expect(unitPath('approved', 'sample', 1).map(({ act }) => act)).toEqual(['register', 'verify', 'accept-by-sample'])
    expect(() => unitPath('rejected', 'none', 0)).toThrow('cannot go')
  })

  it('has an IMEI of fifteen digits', () => {
    expect(demoImei('00188808', 999_999)).toHaveLength(15)
    expect(() => demoImei('00188808', 1_000_000)).toThrow('too long')
  })
})
