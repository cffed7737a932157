import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listFilterSchema } from '../../../shared/contract/list-filter.ts'
import { wordSets } from '../../../shared/list-words.ts'
import { listNames } from '../../../shared/lists.ts'
import { openedList, readDraft, shapeOf, viewsOf } from './list-draft.ts'

const views = listNames.flatMap((list) => viewsOf(list).map((view) => openedList(list, view)))

describe('a draft of a filter', () => {
  it.each(listNames)('of %s shows something as it is opened', (list) => {
    const reading = readDraft(openedList(list))
    expect(reading.ok && listFilterSchema.safeParse(reading.value).success).toBe(true)
  })

  it.each(views)(
    'of $list by $view: whatever is typed, it is a filter that the door takes, or says what is wrong',
    (opened) => {
      const { fields } = shapeOf(opened)
      const text = fc.oneof(
        fc.constantFrom('', ' ', '1', '0', '-3', '1.5', 'ORD/1', '2025'),
        fc.string({ maxLength: 20 }),
      )
      const typed = fc.record(
        Object.fromEntries(
          fields.map(({ name, words }) => [name, words === undefined ? text : fc.constantFrom(...wordSets[words])]),
        ),
      )
      const day = fc.constantFrom('', '2/1/2025', '31/12/2025', '31.02.2025', 'x', '2025-1')
      fc.assert(
        fc.property(typed, day, day, (values, from, to) => {
          const reading = readDraft({ ...opened, values, from, to })
          if (reading.ok) expect(listFilterSchema.safeParse(reading.value)).toMatchObject({ success: true })
          else expect(Object.keys(reading.errors).length).toBeGreaterThan(0)
        }),
      )
    },
  )

  it('has whole days of this PC: the first from its beginning, the last to its end', () => {
    const reading = readDraft({ ...openedList('devices'), from: '1/3/2025', to: ' 30.03.2025 ' })
    expect(reading).toEqual({
      ok: true,
      value: {
        list: 'devices',
        by: { view: 'newest', from: new Date(2025, 2, 1).getTime(), to: new Date(2025, 2, 31).getTime() - 1 },
      },
    })
  })

  it.each(['31/02/2025', '2025-01-02', '1/13/2025', '1/1/25', 'ayer'])('takes %s for no day', (from) => {
    expect(readDraft({ ...openedList('devices'), from })).toEqual({
      ok: false,
      errors: { from: { key: 'lists.notADay' } },
    })
  })

  it('says what is missing, what is no number, and days in the wrong order', () => {
    const batch = openedList('devices', 'batch')
    expect(readDraft(batch)).toMatchObject({
      errors: { order: { key: 'common.required' }, lote: { key: 'common.required' } },
    })
    expect(readDraft({ ...batch, values: { order: 'X', lote: '1.5' } })).toEqual({
      ok: false,
      errors: { lote: { key: 'lists.wholeNumber' } },
    })
    expect(readDraft({ ...openedList('devices'), from: '02/01/2025', to: '01/01/2025' })).toEqual({
      ok: false,
      errors: { to: { key: 'lists.datesOrder' } },
    })
  })
})
