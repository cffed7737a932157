/** The platform's own rule, one part each so that the form can say which part is still missing. */
export const passwordRules = ['length', 'upper', 'lower', 'digit'] as const
export type PasswordRule = (typeof passwordRules)[number]

/** bcrypt takes no more, and would silently ignore the rest. */
const maxBytes = 72

export function isRuleKept(rule: PasswordRule, password: string): boolean {
  switch (rule) {
    case 'length':
      return password.length >= 8 && new TextEncoder().encode(password).length <= maxBytes
    case 'upper':
      return /[A-Z]/.test(password)
    case 'lower':
      return /[a-z]/.test(password)
    case 'digit':
      return /\d/.test(password)
  }
}

export function brokenPasswordRules(password: string): readonly PasswordRule[] {
  return passwordRules.filter((rule) => !isRuleKept(rule, password))
}
