import { join } from 'node:path'
import { readIfThere, writeAtomically } from '../files/atomic-file.ts'

/** Device-independent pixels, as Electron counts them. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowPosition {
  readonly bounds: Rectangle
  readonly isMaximised: boolean
}

/** The window's smallest and first size. */
export const smallestWindow = { width: 1024, height: 700 } as const
export const firstWindow = { width: 1280, height: 800 } as const

/** So much of the window's upper edge must be on a screen that it can be taken and moved. */
const grip = { width: 200, height: 40 } as const

/** Electron remembers a window's position itself from 44 on, 22 does not; one file serves both. */
const fileName = 'window.json'

/** Null where none was kept, or nothing that can be read: then the window opens as on the first start. */
export function readPosition(folder: string): WindowPosition | null {
  try {
    const text = readIfThere(join(folder, fileName))
    return text === null ? null : positionIn(JSON.parse(text.toString('utf8')))
  } catch {
    return null
  }
}

/** By hand: a schema would bring 300 kB into what is read before the window opens. */
function positionIn(kept: unknown): WindowPosition | null {
  if (!isRecord(kept) || typeof kept['isMaximised'] !== 'boolean') return null
  const { bounds } = kept
  if (!isRecord(bounds)) return null
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => whole(bounds[name]))
  if (x == null || y == null || width == null || height == null) return null
  return { bounds: { x, y, width, height }, isMaximised: kept['isMaximised'] }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function whole(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : null
}

/** @throws when the disk refuses. */
export function keepPosition(folder: string, position: WindowPosition): void {
  writeAtomically(join(folder, fileName), `${JSON.stringify(position, null, 2)}\n`, false)
}

/**
 * Where the window opens: where it was, if its upper edge can still be reached on one of the screens; otherwise (the
 * second screen is gone, the resolution is another) in the middle of the first. Never larger than its screen.
 * @param screens work areas, the main one first
 */
export function positionOn(screens: readonly Rectangle[], kept: Rectangle | null): Rectangle {
  if (kept !== null) {
    const positions = screens.map((screen) => ({ screen, position: { ...kept, ...fitted(screen, kept) } }))
    const home = positions.find(({ screen, position }) => isWithinReach(screen, position))
    if (home !== undefined) return home.position
  }
  const [main] = screens
  const size = main === undefined ? firstWindow : fitted(main, kept ?? firstWindow)
  const { x, y, width, height } = main ?? { x: 0, y: 0, ...size }
  return {
    x: Math.round(x + (width - size.width) / 2),
    y: Math.round(y + (height - size.height) / 2),
    ...size,
  }
}

function fitted(screen: Rectangle, { width, height }: Pick<Rectangle, 'width' | 'height'>) {
  return {
    width: Math.min(Math.max(width, Math.min(smallestWindow.width, screen.width)), screen.width),
    height: Math.min(Math.max(height, Math.min(smallestWindow.height, screen.height)), screen.height),
  }
}

function isWithinReach(screen: Rectangle, { x, y, width }: Rectangle): boolean {
  const seen = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x)
  return seen >= grip.width && y >= screen.y && y <= screen.y + screen.height - grip.height
}
