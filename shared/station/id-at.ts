/**
 * An act's id leaves its last twenty bits at zero: room for the ids of all that it writes, which therefore are known
 * before anything is written, need no list, and sort as they were numbered.
 */
export const idsPerAct = 2 ** 20

/**
 * The id of the n-th thing that an act writes; 0 is the act's own id, which is its first event's as well. Things of two
 * collections may have the same number.
 * @param act ObjectId as 24 hex digits
 * @throws where there is no such number: two acts would share an id
 */
export function idAt(act: string, n: number): string {
  if (!Number.isInteger(n) || n < 0 || n >= idsPerAct) throw new Error(`an act has no ${n}th id`)
  const last = Number.parseInt(act.slice(16), 16) + n
  if (last > 0xffff_ffff) throw new Error('an id of an older form has no room for more')
  return act.slice(0, 16) + last.toString(16).padStart(8, '0')
}
