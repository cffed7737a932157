import { randomBytes } from 'node:crypto'
import { maskBadges } from '../../shared/domain/barcode/command-code.ts'

/** Without I, L, O and U: read out over a phone it stays the same (Crockford's base 32). */
const readable = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Eight letters and digits, in two groups as they are read out. */
export function newLogId(): string {
  const letters = [...randomBytes(8)].map((byte) => readable[byte % 32]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

const hidden = '[hidden]'
const secretName =
  /pass(word|wd|phrase)|secret|token|(^|_)pin$|hash|credential|authorization|(connection|mongo(db)?)_?(string|ur[il])/i
const connectionSecret = /(mongodb(?:\+srv)?:\/\/)[^\s/?#]*@/gi
// Any of these could look like a new line, move the cursor of a terminal, or turn the reading direction.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be made visible
const invisible = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g

const longestText = 4000
const longestLine = 16_000
const deepest = 6
const mostEntries = 100

/**
 * One line of JSON, whatever the facts hold: scanned codes and the database's messages are hostile text, and an error
 * of the driver carries the connection string. Secrets are hidden by the name of their field and by their form.
 */
export function logLine(at: Date, id: string, event: string, facts: Readonly<Record<string, unknown>>): string {
  const head = { at: at.toISOString(), id, event: cleanText(event) }
  const line = toJson({ ...head, facts: clean(facts, 0) })
  return line.length <= longestLine ? line : toJson({ ...head, cut: line.slice(0, longestText) })
}

function toJson(value: unknown): string {
  return JSON.stringify(value).replace(
    invisible,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Hides what is secret in a text of any length, by its form, wherever it stands in it. */
export function hideSecrets(text: string): string {
  return maskBadges(text).replace(connectionSecret, `$1${hidden}@`)
}

/** The same, and no longer than a log line bears. */
export function cleanText(text: string): string {
  // Cut only after masking: a secret cut in half would not be known for one.
  const masked = hideSecrets(text.slice(0, 2 * longestText))
  return masked.length > longestText ? `${masked.slice(0, longestText)}…` : masked
}

/** A value as the log and a diagnosis may show it: secrets hidden by the names of their fields too, plain, not too deep. */
export function cleanValue(value: unknown): unknown {
  return clean(value, 0)
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return '[function]'
  if (typeof value !== 'object' || value === null) return value
  if (depth >= deepest) return '[deeper]'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString()
  if (value instanceof Error) return cleanError(value, depth)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((entry) => clean(entry, depth + 1))
  const entries = Object.entries(value).slice(0, mostEntries)
  return Object.fromEntries(
    entries.map(([name, entry]) => [cleanText(name), secretName.test(name) ? hidden : clean(entry, depth + 1)]),
  )
}

function cleanError(error: Error, depth: number): Record<string, unknown> {
  return {
    name: error.name,
    message: cleanText(error.message),
    ...('code' in error && { code: clean(error.code, depth + 1) }),
    ...(error.stack !== undefined && { stack: cleanText(error.stack) }),
    ...(error.cause !== undefined && { cause: clean(error.cause, depth + 1) }),
  }
}
