import { assertNever } from '../../assert-never.ts'
import type { Params } from '../../result.ts'
import { emailSchema } from '../../schemas/employee.ts'
import type { LuhnMode } from '../../settings.ts'
import { type ImportCell, plainWords, shownCell } from './import-cell.ts'
import { codeText, foundIn, type ReadCode, readIccid, readImei } from './import-codes.ts'
import { readDate } from './import-dates.ts'
import type { ImportField, ImportForm } from './import-field.ts'
import { readNumber } from './import-numbers.ts'
import type { ImportReason } from './import-reasons.ts'
import { wordLists, wordOf } from './import-words.ts'

export type ImportValue = string | number | boolean | Date | readonly string[] | readonly number[]

/** How strict the plant is with check digits. */
export interface ImportRules {
  readonly imeiLuhn: LuhnMode
  readonly iccidLuhn: LuhnMode
}

export type ReadValue =
  | { readonly ok: true; readonly value: ImportValue }
  | { readonly ok: false; readonly reason: ImportReason; readonly params: Params }

/** Overrides of writing direction turn a name around on every screen; a lone surrogate cannot be stored at all. */
const unwanted = /[\p{Cs}\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/u
const yes = new Set(['si', 's', 'yes', 'y', 'true', 'verdadero', '1', 'x', 'v'])
const no = new Set(['no', 'n', 'false', 'falso', '0', 'f'])

/** The value of a cell that is not empty. Never throws, whatever the cell holds. */
export function readValue({ form }: Pick<ImportField, 'form'>, cell: ImportCell, rules: ImportRules): ReadValue {
  switch (form.is) {
    case 'text':
      return readText(form, cell)
    case 'code':
      return readPlainCode(form, cell)
    case 'imei':
      return fromCode(readImei(cell, rules.imeiLuhn), cell)
    case 'iccid':
      return fromCode(readIccid(cell, rules.iccidLuhn), cell)
    case 'email':
      return readEmail(cell)
    case 'whole':
    case 'number':
      return readAmount(form, cell)
    case 'date': {
      const date = readDate(isNumeral(cell) ? Number(cell) : cell)
      return date === null ? refused('not-a-date', cell) : { ok: true, value: date }
    }
    case 'yes-no':
      return readYesNo(cell)
    case 'word': {
      const word = typeof cell === 'string' || typeof cell === 'number' ? wordOf(form.of, String(cell)) : null
      return word === null
        ? refused('unknown-word', cell, { allowed: allowedWords(form.of) })
        : { ok: true, value: word }
    }
    case 'words':
      return readWords(form, cell)
    case 'texts':
      return readTexts(form, cell)
    case 'wholes':
      return readWholes(form, cell)
    default:
      return assertNever(form)
  }
}

function refused(reason: ImportReason, cell: ImportCell, params: Params = {}): ReadValue {
  return { ok: false, reason, params: { ...foundIn(cell), ...params } }
}

function fromCode(code: ReadCode, cell: ImportCell): ReadValue {
  return code.ok ? code : refused(code.reason, cell)
}

/** A day number that a spreadsheet's CSV left: `45678` and nothing else. */
function isNumeral(cell: ImportCell): boolean {
  return typeof cell === 'string' && /^\d{5}$/.test(cell.trim())
}

function readText(form: ImportForm & { is: 'text' }, cell: ImportCell): ReadValue {
  const whole = typeof cell === 'string' ? cell : shownCell(cell)
  const text = whole.replace(/\r\n?/g, '\n').normalize('NFC').trim()
  if (unwanted.test(text)) return refused('bad-characters', cell)
  if (text.length > form.longest) return refused('too-long', cell, { longest: form.longest, length: text.length })
  if (text.length < (form.least ?? 0)) return refused('too-short', cell, { least: form.least ?? 0 })
  return { ok: true, value: text }
}

function readPlainCode(form: ImportForm & { is: 'code' }, cell: ImportCell): ReadValue {
  const code = codeText(cell)
  if (!code.ok) return refused(code.reason, cell)
  const text = form.upper ? code.value.toUpperCase() : code.value
  if (text.length > form.longest) return refused('too-long', cell, { longest: form.longest, length: text.length })
  if (form.like !== undefined && !form.like.test(text)) return refused('bad-code', cell)
  return { ok: true, value: text }
}

function readEmail(cell: ImportCell): ReadValue {
  const email = emailSchema.safeParse(cell)
  if (!email.success || /[\p{C}<>"(),;:\\]/u.test(email.data)) return refused('bad-email', cell)
  return { ok: true, value: email.data }
}

function readAmount(form: ImportForm & { is: 'whole' | 'number' }, cell: ImportCell): ReadValue {
  const { least, most } = form
  let value: number
  if (typeof cell === 'number') value = cell
  else {
    const read = typeof cell === 'string' ? readNumber(cell, form.is === 'whole') : null
    if (read === null) return refused('not-a-number', cell)
    if (!read.ok) return refused(read.reason, cell)
    value = read.value
  }
  if (!Number.isFinite(value)) return refused('not-a-number', cell)
  if (form.is === 'whole' && !Number.isInteger(value)) return refused('not-whole', cell)
  if (value < least || value > most) return refused('out-of-range', cell, { least, most })
  // -0 would be stored as a number of its own.
  return { ok: true, value: value + 0 }
}

function readYesNo(cell: ImportCell): ReadValue {
  if (typeof cell === 'boolean') return { ok: true, value: cell }
  const word = plainWords(shownCell(cell))
  if (yes.has(word)) return { ok: true, value: true }
  return no.has(word) ? { ok: true, value: false } : refused('not-yes-no', cell)
}

/** Several in one cell: between commas, semicolons, bars or lines. */
function partsOf(cell: ImportCell): string[] {
  const parts = typeof cell === 'string' ? cell.split(/[,;|\n\r]+/) : [shownCell(cell)]
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function readWords(form: ImportForm & { is: 'words' }, cell: ImportCell): ReadValue {
  const words: string[] = []
  for (const part of partsOf(cell)) {
    const word = wordOf(form.of, part)
    if (word === null) return refused('unknown-word', part, { allowed: allowedWords(form.of) })
    words.push(word)
  }
  return { ok: true, value: [...new Set(words)] }
}

function readTexts(form: ImportForm & { is: 'texts' }, cell: ImportCell): ReadValue {
  const parts = [...new Set(partsOf(cell).map((part) => part.normalize('NFC')))]
  const long = parts.find((part) => part.length > form.longest)
  if (long !== undefined) return refused('too-long', long, { longest: form.longest, length: long.length })
  if (parts.some((part) => unwanted.test(part))) return refused('bad-characters', cell)
  if (parts.length > 50) return refused('too-long', cell, { longest: 50, length: parts.length })
  return { ok: true, value: parts }
}

/** `250+250`, `250;250`, `250 250`: whole numbers, each on its own. */
function readWholes(form: ImportForm & { is: 'wholes' }, cell: ImportCell): ReadValue {
  const parts = shownCell(cell, 4000)
    .split(/[+;|,\s/]+/)
    .filter((part) => part !== '')
  if (parts.length === 0 || parts.some((part) => !/^\d{1,7}$/.test(part))) return refused('not-a-number', cell)
  const values = parts.map(Number)
  if (values.some((value) => value < 1 || value > form.most)) {
    return refused('out-of-range', cell, { least: 1, most: form.most })
  }
  return { ok: true, value: values }
}

function allowedWords(list: keyof typeof wordLists): string {
  return Object.keys(wordLists[list]).join(', ')
}
