/** bcrypt reads 72 bytes and no further. */
export const longestPasswordBytes = 72

/** The platform's own rule: at least 8 characters with upper case, lower case and a digit. */
export function isStrongPassword(password: string): boolean {
  if (password.length < 8 || utf8Length(password) > longestPasswordBytes) return false
  return /\p{Lu}/u.test(password) && /\p{Ll}/u.test(password) && /\d/.test(password)
}

/** Bytes in UTF-8; neither Node's Buffer nor the page's TextEncoder is known here. */
function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
