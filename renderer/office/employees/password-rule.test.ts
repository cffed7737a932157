import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isStrongPassword } from '../../../shared/domain/password-rule.ts'
import { brokenPasswordRules } from './password-rule.ts'

describe('brokenPasswordRules', () => {
  it.each([
    ['Abcdefg1', []],
    ['Abcdef1', ['length']],
    ['abcdefg1', ['upper']],
    ['ABCDEFG1', ['lower']],
    ['Abcdefgh', ['digit']],
    ['', ['length', 'upper', 'lower', 'digit']],
    [`Aa1${'x'.repeat(69)}`, []],
    [`Aa1${'x'.repeat(70)}`, ['length']],
  ])('%j breaks %j', (password, rules) => expect(brokenPasswordRules(password)).toEqual(rules))

  it('counts bytes, because bcrypt does', () => {
    expect(brokenPasswordRules(`Aa1${'ñ'.repeat(35)}`)).toEqual(['length'])
    expect(brokenPasswordRules(`Aa1${'ñ'.repeat(34)}`)).toEqual([])
  })

  it('breaks none exactly where the main process takes the password', () => {
    const password = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ unit: fc.constantFrom('a', 'B', '3', 'ñ', 'Ñ', '😀', ' '), maxLength: 40 }),
    )
    fc.assert(fc.property(password, (text) => (brokenPasswordRules(text).length === 0) === isStrongPassword(text)))
  })
})
