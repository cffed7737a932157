/** Why a scanner was heard and cannot be used as it is set. */
export type PairingProblem =
  /** Nothing ends its codes. */
  | 'no-end'
  /** More than eight characters in front or behind. */
  | 'affix-too-long'
  /** Its own prefix stands behind the AIM id, which differs from symbol to symbol. */
  | 'prefix-behind-aim'
  /** Alt with numbers of the keypad: the keys do not carry the characters. */
  | 'alt-mode'
  /** Something was sent, and it is not the code: another code, or a line that is set otherwise. */
  | 'other'

/** What a scanner puts around a code. */
export interface Around {
  /** Without the AIM id. */
  readonly prefix: string
  readonly aim: string | null
  readonly aimIsFirst: boolean
  /** Everything behind the code. */
  readonly behind: string
}

const aimId = /\][A-Za-z][0-9A-Za-z]/
export const longestAffix = 8
/** CR, LF, ETX. */
const ends = ['\r', '\n', '\x03'] as const

/**
 * What stands around the pairing code in what was read, or null where the code is not in it. Letters may be small:
 * some scanners are set so.
 * @param read one burst: the code once, or more than once by a nervous hand
 */
export function aroundCode(read: string, code: string): Around | null {
  const at = read.toUpperCase().indexOf(code)
  if (at < 0) return null
  // What ended before the code belongs to what was read before it.
  const before = read.slice(0, at)
  const front = before.slice(Math.max(...ends.map((end) => before.lastIndexOf(end))) + 1)
  const rest = read.slice(at + code.length)
  const again = rest.toUpperCase().indexOf(code)
  const behind = again < 0 ? rest : withoutEnd(rest.slice(0, again), front)
  const aim = aimId.exec(front)
  if (aim === null) return { prefix: front, aim: null, aimIsFirst: false, behind }
  const prefix = front.slice(0, aim.index) + front.slice(aim.index + 3)
  return { prefix, aim: aim[0], aimIsFirst: aim.index === 0, behind }
}

function withoutEnd(text: string, ending: string): string {
  return ending !== '' && text.endsWith(ending) ? text.slice(0, -ending.length) : text
}
