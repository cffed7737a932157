import type { NumberRange } from '../../shared/setting-values.ts'

/**
 * Reads a whole number as people type it: blanks around it and one kind of grouping sign between groups of three
 * (`1.000`, `1 000`, `1,000`). `null` for anything else, decimals included, so that `1.5` never becomes 15.
 */
export function wholeNumber(text: string): number | null {
  const typed = text.trim()
  if (/^\d+$/.test(typed)) return safe(typed)
  const grouping = /^\d{1,3}([ .,\u00a0\u202f])\d{3}(?:\1\d{3})*$/.exec(typed)?.[1]
  return grouping === undefined ? null : safe(typed.split(grouping).join(''))
}

/** A whole number between `min` and `max`, both included; `null` for anything else. */
export function wholeNumberWithin(text: string, { min, max }: NumberRange): number | null {
  const value = wholeNumber(text)
  return value === null || value < min || value > max ? null : value
}

/** A number with at most one decimal sign (comma or point) between `min` and `max`; `null` for anything else. */
export function numberWithin(text: string, { min, max }: NumberRange): number | null {
  const typed = text.trim()
  if (!/^\d{1,9}(?:[.,]\d{1,3})?$/.test(typed)) return null
  const value = Number(typed.replace(',', '.'))
  return value < min || value > max ? null : value
}

function safe(digits: string): number | null {
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : null
}
