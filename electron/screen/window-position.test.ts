import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstWindow, keepPosition, positionOn, type Rectangle, readPosition } from './window-position.ts'

const main: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 }
const second: Rectangle = { x: 1920, y: -200, width: 1280, height: 1024 }

describe('positionOn', () => {
  it.each([
    ['where it was', [main], { x: 100, y: 50, width: 1300, height: 900 }, { x: 100, y: 50, width: 1300, height: 900 }],
    [
      'on the second screen',
      [main, second],
      { x: 2000, y: -150, width: 1100, height: 800 },
      { x: 2000, y: -150, width: 1100, height: 800 },
    ],
    [
      'the second screen is gone: in the middle of the first',
      [main],
      { x: 2000, y: -150, width: 1100, height: 800 },
      { x: 410, y: 120, width: 1100, height: 800 },
    ],
    [
      'its upper edge is above the screen, where nobody can take it',
      [main],
      { x: 100, y: -300, width: 1280, height: 800 },
      { x: 320, y: 120, width: 1280, height: 800 },
    ],
    [
      'larger than the screen that is left',
      [second],
      { x: 0, y: 0, width: 1900, height: 1040 },
      { x: 1920, y: -200, width: 1280, height: 1024 },
    ],
    ['shrunk to nothing', [main], { x: 10, y: 10, width: 300, height: 3 }, { x: 10, y: 10, width: 1024, height: 700 }],
    ['the first start', [main], null, { x: 320, y: 120, ...firstWindow }],
  ] as const)('%s', (_case, screens, kept, expected) => {
    expect(positionOn(screens, kept)).toEqual(expected)
  })

  it('always leaves an edge to take it by, and is never larger than a screen', () => {
    const number = fc.integer({ min: -5000, max: 5000 })
    const size = fc.integer({ min: 1, max: 6000 })
    const screen = fc.record({
      x: number,
      y: number,
      width: fc.integer({ min: 640, max: 4000 }),
      height: fc.integer({ min: 480, max: 2500 }),
    })
    const kept = fc.record({ x: number, y: number, width: size, height: size })
    fc.assert(
      fc.property(fc.array(screen, { minLength: 1, maxLength: 3 }), fc.option(kept), (screens, before) => {
        const position = positionOn(screens, before)
        const home = screens.find(
          (one) =>
            Math.min(position.x + position.width, one.x + one.width) - Math.max(position.x, one.x) >= 200 &&
            position.y >= one.y &&
            position.y + 40 <= one.y + one.height &&
            position.width <= one.width &&
            position.height <= one.height,
        )
        expect(home).toBeDefined()
      }),
    )
  })
})

describe('the file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ose-position-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is read as it was kept; nothing, half a file and nonsense are as none', () => {
    const position = { bounds: { x: -3, y: 4, width: 1100, height: 800 }, isMaximised: true }
    expect(readPosition(folder)).toBeNull()
    keepPosition(folder, position)
    expect(readPosition(folder)).toEqual(position)
    for (const text of ['{"bounds": {', '[]', '{"bounds":{"x":"a"},"isMaximised":1}', '{"bounds":null}']) {
      writeFileSync(join(folder, 'window.json'), text)
      expect(readPosition(folder)).toBeNull()
    }
  })
})
