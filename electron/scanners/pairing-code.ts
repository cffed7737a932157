import { randomInt } from 'node:crypto'

/** Crockford's base 32 without Y and Z, which change places on a German keyboard, and as such stand in the code's head. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWX'

/**
 * The text of the code that a new scanner reads to be known. `-` stands elsewhere on European keyboards than on
 * English ones, `#` on each of the four in another place or with another modifier, and Y and Z are swapped on German
 * ones; none of them falls on a key that a PC's own layout keeps for an accent. Code 128 carries all of it in 178
 * modules. Random, so that a code read from an old screen or paper pairs nothing.
 */
export function newPairingCode(): string {
  const random = () => Array.from({ length: 3 }, () => letters[randomInt(letters.length)]).join('')
  return `OSEPYZ-${random()}#${random()}`
}
