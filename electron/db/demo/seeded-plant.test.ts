import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLuhnValid } from '../../../shared/domain/luhn.ts'
import { seededPlant } from './seeded-plant.ts'

const now = Date.UTC(2026, 4, 4, 9, 30)
const sizes = fc.record({ devices: fc.integer({ min: 1, max: 1500 }), seed: fc.nat() })

function made(size: { readonly devices: number; readonly seed: number }) {
  const plant = seededPlant({ ...size, now })
  const orders = [...plant.orders()]
  return { orders, units: orders.flatMap((order) => order.units), ...plant.people() }
}

describe('a plant of any size', () => {
  it('has exactly that many devices, every number and every id once, and nothing from the future', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const { orders, units, employees, customers } = made(size)
        expect(units).toHaveLength(size.devices)
        const devices = units.map(({ device }) => device.document)
        expect(new Set(devices.map(({ imei }) => imei)).size).toBe(devices.length)
        for (const { imei } of devices) expect(isLuhnValid(imei)).toBe(true)
        const sims = devices.flatMap(({ ccid }) => ccid ?? [])
        expect(new Set(sims).size).toBe(sims.length)
        expect(new Set(orders.map(({ order }) => order.document.order_number)).size).toBe(orders.length)
        const written = [
          ...[employees, customers, orders.map(({ order }) => order)].flat(),
          ...orders.flatMap((order) => [...order.pallets, ...order.packages, ...order.notifications]),
          ...units.flatMap((unit) => [unit.device, ...unit.movements, ...unit.events]),
        ]
        expect(new Set(written.map(({ id }) => id)).size).toBe(written.length)
        for (const { fecha_actualizacion } of devices) expect(fecha_actualizacion.getTime()).toBeLessThanOrEqual(now)
      }),
      { numRuns: 25 },
    )
  })

  it('has batches that hold what was made of them, and cartons and pallets that hold no more than they can', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const { orders, units } = made(size)
        for (const { order } of orders) {
          const { batches, quantity, produced } = order.document
          expect(batches.reduce((sum, batch) => sum + batch.quantity, 0)).toBe(quantity)
          expect(batches.reduce((sum, batch) => sum + batch.produced, 0)).toBe(produced)
          for (const batch of batches) expect(batch.produced).toBeLessThanOrEqual(batch.quantity)
        }
        const held = new Map<string, number>()
        for (const { device } of units) {
          const { package_no, num_palet, codigo_innerbox } = device.document
          for (const box of [package_no, num_palet, codigo_innerbox]) {
            if (box !== null) held.set(box, (held.get(box) ?? 0) + 1)
          }
        }
        for (const [box, count] of held) {
          expect(count).toBeLessThanOrEqual(box.startsWith('T') ? 48 * 48 : box.startsWith('99') ? 48 : 12)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('is the same for the same numbers, and another for another seed', () => {
    const size = { devices: 800, seed: 7 }
    expect(made(size)).toEqual(made(size))
    expect(made({ ...size, seed: 8 }).units).not.toEqual(made(size).units)
  })

  it('is busy: each line has an order that is worked on and one that waits; old units are in service', () => {
    const { orders, units } = made({ devices: 5000, seed: 1 })
    for (const line of [1, 2, 3]) {
      const statuses = orders.filter(({ order }) => order.document.production_line === line)
      expect(statuses.map(({ order }) => order.document.status)).toEqual(
        expect.arrayContaining(['in_progress', 'pending', 'completed']),
      )
    }
    const states = new Set(units.map(({ device }) => device.document.estado))
    expect([...states]).toEqual(
      expect.arrayContaining(['en_produccion', 'aprobado', 'empaquetado', 'enviado', 'activo', 'defectuoso', 'rma']),
    )
  })
})
