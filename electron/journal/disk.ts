import { ClassicLevel } from 'classic-level'
import { createLane } from '../waiting/lane.ts'

export type Level = ClassicLevel<string, string>

export interface Disk {
  readonly level: Level
  /** Every write goes through here. @throws what LevelDB throws */
  readonly written: <Value>(write: () => Promise<Value>) => Promise<Value>
}

/**
 * The journal's folder. After a write that the disk refused, LevelDB's log may end in half a record, and at the next
 * start everything behind it in the same block would be lost. So nothing is written before it was opened anew: that
 * begins a new log.
 */
export async function openDisk(folder: string): Promise<Disk> {
  const level: Level = new ClassicLevel(folder, { valueEncoding: 'utf8' })
  await level.open()
  const healing = createLane()
  let isHurt = false

  async function heal(): Promise<void> {
    if (!isHurt) return
    if (level.status === 'open') await level.close()
    await level.open()
    isHurt = false
  }

  return {
    level,
    async written(write) {
      await healing.run(heal)
      try {
        return await write()
      } catch (error) {
        isHurt = true
        throw error
      }
    },
  }
}

export function encode(value: unknown): string {
  return JSON.stringify(value)
}

/** A text that is no JSON stays a text, which no schema of ours takes: it is set aside and stops nothing else. */
export function decode(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
