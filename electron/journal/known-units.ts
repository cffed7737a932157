import { type Disk, decode, encode } from './disk.ts'

export type KnownEntry = readonly [imei: string, unit: unknown]

/** What the database said of units. Never synced: what is lost in a power cut is read again. */
export function knownUnitsOf({ level, written }: Disk) {
  return {
    /** Units of an order, and how far they were read. */
    put: (order: string, units: readonly KnownEntry[], reading?: unknown): Promise<void> =>
      written(async () => {
        const batch = level.batch()
        for (const [imei, unit] of units) batch.put(unitKey(order, imei), encode(unit))
        if (reading !== undefined) batch.put(`known-as-of/${order}`, encode(reading))
        await batch.write()
      }),

    get: async (order: string, imei: string): Promise<unknown> =>
      decode((await level.get(unitKey(order, imei))) ?? 'null'),

    remove: (order: string, imei: string): Promise<void> => written(() => level.del(unitKey(order, imei))),

    async readings(): Promise<readonly (readonly [order: string, reading: unknown])[]> {
      const found: (readonly [string, unknown])[] = []
      for await (const [name, text] of level.iterator({ gt: 'known-as-of/', lt: 'known-as-of/~' })) {
        found.push([name.slice('known-as-of/'.length), decode(text)])
      }
      return found
    },

    async forget(order: string): Promise<void> {
      await written(() => level.del(`known-as-of/${order}`))
      await written(() => level.clear({ gt: `known/${order}/`, lt: `known/${order}/~` }))
    },
  }
}

function unitKey(order: string, imei: string): string {
  return `known/${order}/${imei}`
}
