import { randomInt } from 'node:crypto'

const capitals = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const letters = 'abcdefghjkmnpqrstuvwxyz'
const digits = '23456789'

/** Four groups, read out or copied by hand without a mistake (no 0/O, 1/l/I); about 70 bits, within the password rule. */
export function oneTimePassword(): string {
  const pick = (from: string) => from[randomInt(from.length)] ?? ''
  const group = () => pick(letters) + pick(letters) + pick(digits) + pick(letters)
  return [`${pick(capitals)}${group()}`, group(), group(), group()].join('-')
}
