/** bcrypt reads 72 bytes and no further. */
export const longestPasswordBytes = 72
export const shortestPassword = 8

/** The platform's own rule, one part each: a form says which part is still missing. */
export const passwordRules = ['length', 'upper', 'lower', 'digit'] as const
export type PasswordRule = (typeof passwordRules)[number]

export function isRuleKept(rule: PasswordRule, password: string): boolean {
  switch (rule) {
    case 'length':
      return password.length >= shortestPassword && utf8Length(password) <= longestPasswordBytes
    case 'upper':
      return /\p{Lu}/u.test(password)
    case 'lower':
      return /\p{Ll}/u.test(password)
    case 'digit':
      return /\d/.test(password)
  }
}

/** At least 8 characters with upper case, lower case and a digit. */
export function isStrongPassword(password: string): boolean {
  return passwordRules.every((rule) => isRuleKept(rule, password))
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
