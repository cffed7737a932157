import { describe, expect, it } from 'vitest'
import { listFilterSchema } from './contract/list-filter.ts'
import { wordSets } from './list-words.ts'
import { type Field, listNames, listViews, type View } from './lists.ts'

const views = listNames.flatMap((list) =>
  Object.entries(listViews[list] as Readonly<Record<string, View>>).map(([view, shape]) => ({ list, view, shape })),
)

/** As the page makes it of what was typed and chosen. */
function filterOf(view: string, { fields, dates }: View, valueOfField: (field: Field) => unknown) {
  return {
    view,
    ...Object.fromEntries(fields.map((field) => [field.name, valueOfField(field)])),
    ...(dates && { from: 0, to: null }),
  }
}
const given = ({ words, isNumber }: Field) => {
  const value = words === undefined ? '1' : wordSets[words][0]
  return isNumber ? Number(value) : value
}

describe('what the page offers and what the door takes', () => {
  it.each(views)('$list by $view: each field, and nothing else', ({ list, view, shape }) => {
    const by = filterOf(view, shape, given)
    expect(listFilterSchema.parse({ list, by })).toEqual({ list, by })
    expect(listFilterSchema.safeParse({ list, by: { ...by, more: 1 } }).success).toBe(false)
    for (const { name, isOptional } of shape.fields) {
      expect(listFilterSchema.safeParse({ list, by: { ...by, [name]: null } }).success).toBe(isOptional === true)
      for (const hostile of [{ $gt: '' }, ['x'], '', ' ', 'x'.repeat(201), undefined]) {
        expect(listFilterSchema.safeParse({ list, by: { ...by, [name]: hostile } }).success).toBe(false)
      }
    }
  })

  it('has no view that the page does not offer', () => {
    const known = listFilterSchema.options.flatMap((option) =>
      option.shape.by.options.map((view) => `${option.shape.list.value} ${view.shape.view.value}`),
    )
    expect(known.sort()).toEqual(views.map(({ list, view }) => `${list} ${view}`).sort())
  })
})
