import { describe, expect, it } from 'vitest'
import { digitList } from './digit-list.ts'

describe('digitList', () => {
  it('takes commas, semicolons, blanks, tabs and lines', () => {
    expect(digitList('35824005, 86123456;86123457\n86123458\t86123459', { min: 8, max: 8 }).values).toEqual([
      '35824005',
      '86123456',
      '86123457',
      '86123458',
      '86123459',
    ])
  })

  it('is empty for an empty field: every code is allowed', () => {
    expect(digitList(' \n, ', { min: 8, max: 8 })).toEqual({ values: [], wrong: [] })
  })

  it('names each value once', () => {
    expect(digitList('8934 8934 89340', { min: 4, max: 10 }).values).toEqual(['8934', '89340'])
  })

  it('names what is too short, too long or no number, as typed', () => {
    expect(digitList('3582400, 358240051, 3582-4005, 35824005', { min: 8, max: 8 })).toEqual({
      values: ['35824005'],
      wrong: ['3582400', '358240051', '3582-4005'],
    })
  })

  it('takes no digits but 0–9', () => {
    expect(digitList('٣٥٨٢٤٠٠٥', { min: 8, max: 8 }).wrong).toHaveLength(1)
  })
})
