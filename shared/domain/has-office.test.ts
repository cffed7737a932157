import { expect, it } from 'vitest'
import { hasOffice } from './has-office.ts'

const none = { orders: false, employees: false, settings: false, imports: [], lists: false } as const

it('nobody without a right has an office; any one right opens it', () => {
  expect(hasOffice(none)).toBe(false)
  expect(hasOffice({ ...none, lists: true })).toBe(true)
  expect(hasOffice({ ...none, imports: ['devices'] })).toBe(true)
})
