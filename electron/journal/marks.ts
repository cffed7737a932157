import { type Disk, decode, encode } from './disk.ts'

/** Short texts that outlive the program; fsynced. */
export function marksOf({ level, written }: Disk) {
  return {
    async read(name: string): Promise<string | null> {
      const value = decode((await level.get(`mark/${name}`)) ?? 'null')
      return typeof value === 'string' ? value : null
    },

    async write(name: string, value: string | null): Promise<void> {
      const key = `mark/${name}`
      await written(() =>
        value === null ? level.del(key, { sync: true }) : level.put(key, encode(value), { sync: true }),
      )
    },
  }
}

/** Server sessions in use: those of a program that was killed are ended by the next. */
export function sessionsOf({ level, written }: Disk) {
  return {
    add: (id: string) => written(() => level.put(`session/${id}`, encode(true), { sync: true })),
    remove: (id: string) => written(() => level.del(`session/${id}`)),
    async list(): Promise<string[]> {
      const ids: string[] = []
      for await (const name of level.keys({ gt: 'session/', lt: 'session/~' })) ids.push(name.slice('session/'.length))
      return ids
    },
  }
}
