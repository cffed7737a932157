import { describe, expect, it } from 'vitest'
import { isRuleKept, isStrongPassword, passwordRules } from './password-rule.ts'

it.each([
  ['Abcdefg1', true],
  ['Ñandú2026', true],
  ['abcdefg1', false],
  ['ABCDEFG1', false],
  ['Abcdefgh', false],
  ['Abcdef1', false],
  [`Aa1${'x'.repeat(69)}`, true],
  [`Aa1${'x'.repeat(70)}`, false],
  [`Aa1${'ñ'.repeat(34)}x`, true],
  [`Aa1${'ñ'.repeat(35)}`, false],
  [`Aa1${'€'.repeat(23)}`, true],
  [`Aa1x${'€'.repeat(23)}`, false],
  [`Aa1x${'😀'.repeat(17)}`, true],
  [`Aa1xx${'😀'.repeat(17)}`, false],
])('%s: %s', (password, strong) => {
  expect(isStrongPassword(password)).toBe(strong)
})

describe('the parts of the rule', () => {
  it.each([
    ['Abcdefg1', []],
    ['Abcdef1', ['length']],
    ['abcdefg1', ['upper']],
    ['ABCDEFG1', ['lower']],
    ['Abcdefgh', ['digit']],
    ['', ['length', 'upper', 'lower', 'digit']],
    [`Aa1${'x'.repeat(70)}`, ['length']],
    [`Aa1${'ñ'.repeat(35)}`, ['length']],
  ])('%j breaks %j', (password, broken) => {
    expect(passwordRules.filter((rule) => !isRuleKept(rule, password))).toEqual(broken)
  })
})
