import { commandWords } from '../../stations.ts'

/**
 * The codes that the station itself prints: badges, commands and defects. They are made of A–Z and 0–9 alone, because
 * a keyboard scanner with a wrong layout garbles every other character, and these must work while it is being set up.
 */
const badgePrefix = 'OSEB'
const commandPrefix = 'OSEC'
const defectPrefix = 'OSED'

/** Length of a badge's token: 26 characters of Crockford's base 32 (no I, L, O, U), 130 bits. */
export const badgeTokenLength = 26

const token = new RegExp(`^[0-9A-HJKMNP-TV-Z]{${badgeTokenLength}}$`, 'i')
/** What a printed command can say; the same commands exist as keys and touch buttons. */
const words: ReadonlySet<string> = new Set(commandWords)

export type OwnCode =
  | { readonly kind: 'badge'; readonly token: string }
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'defect'; readonly code: string }
  /** Begins as one of ours but is not whole. */
  | { readonly kind: 'damaged' }

/**
 * Reads one of our own codes, or null when it is none. Letter case does not matter: with Caps Lock on, a keyboard
 * scanner sends small letters.
 * @param text without AIM id, blanks or control characters at the ends
 */
export function readOwnCode(text: string): OwnCode | null {
  const prefix = text.slice(0, 4).toUpperCase()
  const rest = text.slice(4)
  switch (prefix) {
    case badgePrefix:
      return token.test(rest) ? { kind: 'badge', token: rest.toUpperCase() } : { kind: 'damaged' }
    case commandPrefix: {
      const word = rest.toUpperCase()
      return words.has(word) ? { kind: 'command', command: word } : { kind: 'damaged' }
    }
    case defectPrefix:
      return /^[0-9A-Za-z]{1,20}$/.test(rest) ? { kind: 'defect', code: rest.toUpperCase() } : { kind: 'damaged' }
    default:
      return null
  }
}

/**
 * The text of a badge's barcode.
 * @throws when the token is not 26 base-32 characters: such a badge would never be read again
 */
export function badgeCode(badgeToken: string): string {
  if (!token.test(badgeToken)) throw new Error('a badge token is 26 characters of base 32')
  return badgePrefix + badgeToken.toUpperCase()
}

/** @throws for a word that no station knows: it would never be read again */
export function commandCode(word: string): string {
  if (!words.has(word)) throw new Error(`«${word}» is no command`)
  return commandPrefix + word
}

export const maskedBadge = `${badgePrefix}••••••`

// Up to two strange characters between two of the token: line noise must not uncover what follows it.
const badgeAnywhere = /OSEB(?:[^0-9A-Za-z•]{0,2}[0-9A-Za-z]){1,26}/gi
// A token whose prefix lost its first characters on the way.
const bareToken = /(?<![0-9A-Za-z])(?:SEB|EB|B)?[0-9A-HJKMNP-TV-Z]{26}(?![0-9A-Za-z])/gi

/**
 * Hides every badge token in a text: whole, cut, in small letters, or with noise inside. For logs, the journal and
 * the view of raw codes.
 */
export function maskBadges(text: string): string {
  return text
    .replace(badgeAnywhere, maskedBadge)
    .replace(bareToken, (found) => (countLetters(found) >= fewestLetters ? maskedBadge : found))
}

/** Stands for one hidden character. */
export const hiddenCharacter = '•'

/**
 * The same as `maskBadges`, with one sign for each hidden character: whoever lays the result beside the bytes still
 * knows which is which.
 */
export function maskBadgesInPlace(text: string): string {
  const shown = badgePrefix.length
  return text
    .replace(badgeAnywhere, (found) => found.slice(0, shown) + hiddenCharacter.repeat(found.length - shown))
    .replace(bareToken, (found) =>
      countLetters(found) >= fewestLetters ? hiddenCharacter.repeat(found.length) : found,
    )
}

/** Of 26 random base-32 characters fewer than six are letters less than once in a million; a number has none. */
const fewestLetters = 6

function countLetters(text: string): number {
  return text.replace(/[^A-Za-z]/g, '').length
}
