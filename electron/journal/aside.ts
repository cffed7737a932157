import { type Disk, decode, encode } from './disk.ts'

/** A value that this program could not read. */
export interface AsideValue {
  /** Where it stood, e.g. `pending/0000000000000007`. */
  readonly place: string
  readonly why: string
  /** Epoch ms of this PC's clock. */
  readonly at: number
  readonly value: unknown
}

/** What could not be read, out of the way of the rest. It is never dropped. */
export function asideOf({ level, written }: Disk) {
  return {
    /** @param place its key; `state` stays as well */
    async put(place: string, value: unknown, why: string): Promise<void> {
      const aside: AsideValue = { place, why, at: Date.now(), value }
      await written(() => {
        const batch = level.batch().put(asideKey(aside), encode(aside))
        if (place !== 'state') batch.del(place)
        return batch.write({ sync: true })
      })
    },

    async list(): Promise<AsideValue[]> {
      const found: AsideValue[] = []
      for await (const text of level.values({ gt: 'aside/', lt: 'aside/~' })) {
        const aside = decode(text)
        // Written by `put` alone, as JSON of this shape; anything else is no value that came from here.
        if (typeof aside === 'object' && aside !== null && 'place' in aside) found.push(aside as AsideValue)
      }
      return found
    },

    /** A program that can read it again puts it back where it stood. */
    restore: (aside: AsideValue): Promise<void> =>
      written(() => level.batch().put(aside.place, encode(aside.value)).del(asideKey(aside)).write({ sync: true })),
  }
}

function asideKey({ place, at }: AsideValue): string {
  return `aside/${place}@${at}`
}
