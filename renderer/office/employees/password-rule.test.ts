import { describe, expect, it } from 'vitest'
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
})
