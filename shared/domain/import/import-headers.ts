import { type ImportKind, plainWords } from './import-cell.ts'
import { importFields } from './import-fields.ts'

/** Column → field's name; null: not imported. As long as the table is wide. */
export type ImportMapping = readonly (string | null)[]

/**
 * Which column is which field, by its title. Each field once, the first column that has it; a title that nobody
 * declared stays open: a wrong guess costs more than a choice.
 */
export function guessMapping(kind: ImportKind, titles: readonly string[]): ImportMapping {
  const known = titlesOf(kind)
  const taken = new Set<string>()
  return titles.map((title) => {
    const field = known.get(plainWords(title))
    if (field === undefined || taken.has(field)) return null
    taken.add(field)
    return field
  })
}

/**
 * A mapping as somebody gave or stored it, for a table of so many columns: fields of this kind only, each once.
 */
export function tidyMapping(kind: ImportKind, columns: number, given: readonly unknown[]): ImportMapping {
  const names = new Set(importFields[kind].map((field) => field.name))
  return Array.from({ length: columns }, (_, index) => {
    const name = given[index]
    return typeof name === 'string' && names.delete(name) ? name : null
  })
}

/** Required fields without a column. */
export function missingFields(kind: ImportKind, mapping: ImportMapping): string[] {
  return importFields[kind].flatMap(({ name, required }) => (required && !mapping.includes(name) ? [name] : []))
}

/** What a mapping is remembered under: the kind and the titles, whatever their case, accents and signs. */
export function headerKey(kind: ImportKind, titles: readonly string[]): string {
  return JSON.stringify([kind, ...titles.map(plainWords)])
}

const known = new Map<ImportKind, ReadonlyMap<string, string>>()

function titlesOf(kind: ImportKind): ReadonlyMap<string, string> {
  const made = known.get(kind)
  if (made !== undefined) return made
  const titles = new Map<string, string>()
  for (const field of importFields[kind]) {
    for (const title of [field.name, ...field.titles]) {
      const plain = plainWords(title)
      if (!titles.has(plain)) titles.set(plain, field.name)
    }
  }
  known.set(kind, titles)
  return titles
}
