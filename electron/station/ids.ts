import { randomBytes } from 'node:crypto'

/*
 * An ObjectId of an act: 4 bytes of time, 4 of this process, 12 bits that count on, and 20 bits for all that the act
 * writes (`shared/station/id-at.ts`). Two processes would have to draw the same four bytes, and be at the same count
 * within the same second. The driver's own ids leave no room: the next one is one more.
 */
const ours = randomBytes(4).toString('hex')
let count = randomBytes(2).readUInt16BE() & 0xfff

/** @param at epoch ms: acts sort as they were done */
export function newId(at: number): string {
  count = (count + 1) & 0xfff
  const seconds = Math.floor(at / 1000) >>> 0
  return `${seconds.toString(16).padStart(8, '0')}${ours}${count.toString(16).padStart(3, '0')}00000`
}
