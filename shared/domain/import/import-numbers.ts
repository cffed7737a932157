/** What a text that should be a number is. */
export type ReadNumber =
  | { readonly ok: true; readonly value: number }
  /** `ambiguous-number`: 1.234 is a thousand to one reader and one to another. */
  | { readonly ok: false; readonly reason: 'not-a-number' | 'ambiguous-number' }

const bad: ReadNumber = { ok: false, reason: 'not-a-number' }
const grouped = /^[+-]?\d{1,3}(?:([., ’'])\d{3})(?:\1\d{3})*$/

/**
 * A number with comma or point, with or without groups of thousands, percent or euro sign.
 * @param isWhole one that has no decimals: then a single group of three after a sign is thousands
 */
export function readNumber(text: string, isWhole: boolean): ReadNumber {
  const plain = text
    .trim()
    .replace(/^(?:€|EUR)\s*|\s*(?:€|%|EUR)$/gi, '')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/\u2212/g, '-')
  if (plain.length > 40) return bad
  if (/^[+-]?\d+$/.test(plain)) return finite(plain)
  if (grouped.test(plain)) {
    const separators = plain.match(/[., ’']/g) ?? []
    const isUnclear = separators.length === 1 && /[.,]/.test(plain)
    if (isUnclear && !isWhole) return { ok: false, reason: 'ambiguous-number' }
    return finite(plain.replace(/[., ’']/g, ''))
  }
  const parts = /^([+-]?)(\d{1,3}(?:[. ’']\d{3})+|\d+|),(\d+)$/.exec(plain)
  if (parts !== null) return finite(`${parts[1]}${(parts[2] ?? '').replace(/[. ’']/g, '') || '0'}.${parts[3]}`)
  const english = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+|)\.(\d+)$/.exec(plain)
  if (english !== null) return finite(`${english[1]}${(english[2] ?? '').replace(/,/g, '') || '0'}.${english[3]}`)
  // As a program writes a very small or very large number.
  return /^[+-]?\d(?:\.\d+)?e[+-]?\d{1,3}$/i.test(plain) ? finite(plain) : bad
}

function finite(text: string): ReadNumber {
  const value = Number(text)
  return Number.isFinite(value) ? { ok: true, value } : bad
}
