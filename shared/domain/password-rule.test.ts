import { expect, it } from 'vitest'
import { isStrongPassword } from './password-rule.ts'

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
