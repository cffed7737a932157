import type { WordList } from './import-words.ts'

/** How the text of a cell becomes a value. */
export type ImportForm =
  | { readonly is: 'text'; readonly longest: number; readonly least?: number }
  /** A number of something, kept as text: Excel's own numbers are read as their digits. Upper case where it is stored so. */
  | { readonly is: 'code'; readonly longest: number; readonly upper?: true; readonly like?: RegExp }
  | { readonly is: 'imei' }
  | { readonly is: 'iccid' }
  | { readonly is: 'email' }
  | { readonly is: 'whole'; readonly least: number; readonly most: number }
  | { readonly is: 'number'; readonly least: number; readonly most: number }
  | { readonly is: 'date' }
  | { readonly is: 'yes-no' }
  | { readonly is: 'word'; readonly of: WordList }
  | { readonly is: 'words'; readonly of: WordList }
  | { readonly is: 'texts'; readonly longest: number }
  | { readonly is: 'wholes'; readonly most: number }

/** One thing that a column may be. `name` is the stored field, or `object.field` below one. */
export interface ImportField {
  readonly name: string
  readonly form: ImportForm
  readonly required?: true
  /** What columns of this field are called, in Spanish, English and the factories' own files. */
  readonly titles: readonly string[]
}
