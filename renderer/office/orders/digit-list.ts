import { digitsForm } from '../../../shared/schemas/stored-forms.ts'

export interface DigitList {
  /** Each once, in the order they were typed. */
  readonly values: readonly string[]
  /** What is not a number of the right length, as it was typed. */
  readonly wrong: readonly string[]
}

/**
 * Reads a list of digit strings of so many digits, separated by commas, semicolons, blanks or lines, as it is
 * pasted from a table. A dash or point inside an entry is not taken out: a TAC typed as `35-824005` is named as wrong.
 */
export function digitList(text: string, digits: { readonly min: number; readonly max: number }): DigitList {
  const entries = text.split(/[\s,;]+/).filter((entry) => entry !== '')
  const form = digitsForm(digits)
  return {
    values: [...new Set(entries.filter((entry) => form.test(entry)))],
    wrong: [...new Set(entries.filter((entry) => !form.test(entry)))],
  }
}
