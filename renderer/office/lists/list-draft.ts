import type { CallInput } from '../../../shared/contract/index.ts'
import { wordSets } from '../../../shared/list-words.ts'
import { type Field, type FieldName, type ListName, listViews, type View } from '../../../shared/lists.ts'
import { type FieldError, type FieldErrors, type FormReading, hasErrors, onlyErrors } from '../field-error.ts'
import { wholeNumber } from '../whole-number.ts'

export type ListFilter = CallInput<'lists.read'>['filter']
export type DraftField = FieldName | 'from' | 'to'

/** What is chosen and typed above a list. */
export interface ListDraft {
  readonly list: ListName
  readonly view: string
  readonly values: Readonly<Partial<Record<FieldName, string>>>
  /** A day as it is typed, `31/12/2025`, or empty: the browser's own field of a date speaks the system's language. */
  readonly from: string
  readonly to: string
}

export function viewsOf(list: ListName): readonly string[] {
  return Object.keys(listViews[list])
}

export function shapeOf({ list, view }: Pick<ListDraft, 'list' | 'view'>): View {
  const views: Readonly<Record<string, View>> = listViews[list]
  return views[view] ?? { fields: [] }
}

/** A list as it is opened: its first view. What has to be chosen is chosen, so that something is shown at once. */
export function openedList(list: ListName, view = viewsOf(list)[0] ?? ''): ListDraft {
  const chosen = shapeOf({ list, view }).fields.flatMap(({ name, words, isOptional }) =>
    words === undefined || isOptional === true ? [] : [[name, wordSets[words][0]] as const],
  )
  return { list, view, values: Object.fromEntries(chosen), from: '', to: '' }
}

/** The filter that the draft means, or what is missing in it. */
export function readDraft(draft: ListDraft): FormReading<ListFilter, DraftField> {
  const { fields, dates } = shapeOf(draft)
  const errors: FieldErrors<DraftField> = onlyErrors(
    Object.fromEntries([
      ...fields.map((field) => [field.name, errorOf(field, draft.values[field.name] ?? '')]),
      ...(dates ? dateErrors(draft) : []),
    ]),
  )
  if (hasErrors(errors)) return { ok: false, errors }
  const by = {
    view: draft.view,
    ...Object.fromEntries(fields.map((field) => [field.name, valueOfField(field, draft.values[field.name] ?? '')])),
    ...(dates && { from: dayBegins(draft.from), to: dayEnds(draft.to) }),
  }
  return { ok: true, value: { list: draft.list, by } as ListFilter } // the table of views has the contract's shape; a test says so
}

function errorOf({ isOptional, isNumber, words }: Field, typed: string): FieldError | undefined {
  if (typed.trim() === '') return isOptional === true ? undefined : { key: 'common.required' }
  return isNumber && words === undefined && (wholeNumber(typed) ?? 0) < 1 ? { key: 'lists.wholeNumber' } : undefined
}

function valueOfField({ isNumber }: Field, typed: string): string | number | null {
  if (typed.trim() === '') return null
  return isNumber ? wholeNumber(typed) : typed.trim()
}

function dateErrors({ from, to }: ListDraft): readonly [DraftField, FieldError | undefined][] {
  const wrong = (day: string): FieldError | undefined =>
    day.trim() !== '' && dayBegins(day) === null ? { key: 'lists.notADay' } : undefined
  const first = dayBegins(from)
  const last = dayEnds(to)
  const order: FieldError | undefined =
    first !== null && last !== null && last < first ? { key: 'lists.datesOrder' } : undefined
  return [
    ['from', wrong(from)],
    ['to', wrong(to) ?? order],
  ]
}

/** The first moment of a day of this PC's calendar. */
function dayBegins(day: string): number | null {
  return moment(day, 0)
}

/** Its last: the list's end is part of it. */
function dayEnds(day: string): number | null {
  const next = moment(day, 1)
  return next === null ? null : next - 1
}

/** Null where it is no day, such as 31/2/2025. */
function moment(day: string, later: number): number | null {
  const [, date, month, year] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(day) ?? []
  if (date === undefined || month === undefined || year === undefined) return null
  const at = new Date(Number(year), Number(month) - 1, Number(date))
  if (at.getMonth() !== Number(month) - 1 || at.getDate() !== Number(date)) return null
  at.setDate(at.getDate() + later)
  return at.getTime()
}
