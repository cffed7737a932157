import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roomLimit } from './room-limit.ts'

describe('how many units may be made of a batch', () => {
  test.each([
    ['its own quantity', { order: 100, batch: 40 }, [], [], 40],
    ['what the order leaves beside other rooms', { order: 10, batch: 8 }, [{ lote: 2, limit: 8 }], [], 2],
    ['batches without a room count with their units', { order: 10, batch: 8 }, [], [[2, 5]], 5],
    ['a room counts with its limit, not its units', { order: 10, batch: 8 }, [{ lote: 2, limit: 3 }], [[2, 1]], 7],
    ['its own room and units do not count', { order: 10, batch: 8 }, [{ lote: 1, limit: 8 }], [[1, 6]], 8],
    ['never less than none', { order: 4, batch: 8 }, [{ lote: 2, limit: 8 }], [], 0],
  ] as const)('%s', (_what, quantity, rooms, produced, expected) => {
    expect(roomLimit(quantity, 1, rooms, new Map(produced))).toBe(expected)
  })

  test('rooms made one after another never exceed the order', () => {
    const batches = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), batches, (order, quantities) => {
        const rooms: { lote: number; limit: number }[] = []
        quantities.forEach((batch, index) => {
          rooms.push({ lote: index, limit: roomLimit({ order, batch }, index, rooms, new Map()) })
        })
        const sum = rooms.reduce((total, room) => total + room.limit, 0)
        expect(sum).toBe(
          Math.min(
            order,
            quantities.reduce((total, batch) => total + batch, 0),
          ),
        )
      }),
    )
  })
})
