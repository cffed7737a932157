import { expect } from 'vitest'
import type { Explained } from './explained.ts'

/** No collection scan, nothing sorted in memory, and at most twice as much looked at as found. */
export function expectByIndex(explained: readonly Explained[]): void {
  expect(explained.length).toBeGreaterThan(0)
  for (const { stages, returned, keys, documents } of explained) {
    expect([...stages]).not.toContain('COLLSCAN')
    expect([...stages]).not.toContain('SORT')
    // A list that merges several ranges looks at the head of each once; a look-up looks at one more than it finds.
    expect(keys).toBeLessThanOrEqual(2 * returned + 4)
    expect(documents).toBeLessThanOrEqual(2 * returned)
  }
}
