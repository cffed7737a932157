import { longestPasswordBytes } from '../../../shared/domain/password-rule.ts'

/**
 * The platform's own rule (shared/domain/password-rule.ts), one part each so that the form can say which part is still
 * missing; a test holds the two together.
 */
export const passwordRules = ['length', 'upper', 'lower', 'digit'] as const
export type PasswordRule = (typeof passwordRules)[number]

export function isRuleKept(rule: PasswordRule, password: string): boolean {
  switch (rule) {
    case 'length':
      return password.length >= 8 && new TextEncoder().encode(password).length <= longestPasswordBytes
    case 'upper':
      return /\p{Lu}/u.test(password)
    case 'lower':
      return /\p{Ll}/u.test(password)
    case 'digit':
      return /\d/.test(password)
  }
}

export function brokenPasswordRules(password: string): readonly PasswordRule[] {
  return passwordRules.filter((rule) => !isRuleKept(rule, password))
}
