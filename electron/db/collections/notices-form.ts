import { collectionNames } from './collections.ts'

/**
 * The collection of notices is capped, so that a cursor may wait at its end; of some minutes' notices, bytes. Whoever was
 * away longer reads everything anew.
 */
export const noticesForm = { capped: true, size: 1024 * 1024 } as const

/**
 * What no copy holds and no move takes along: each plant makes its own, and no snapshot reads a capped collection.
 * @param name as it is stored
 */
export function isPassing(name: string): boolean {
  return name === collectionNames.notices
}
