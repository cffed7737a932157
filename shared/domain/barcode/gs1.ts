/** FNC1 as a scanner sends it between two elements: the control character GS. */
export const groupSeparator = '\x1d'

/** One application identifier and its value. */
export interface Gs1Element {
  readonly ai: Gs1Ai
  readonly value: string
}

export type Gs1Problem =
  | 'empty'
  | 'unknown-ai'
  | 'too-short'
  | 'too-long'
  | 'wrong-characters'
  | 'check-digit'
  | 'date'
  | 'repeated'
  | 'count-missing'

export type Gs1Result =
  | { readonly ok: true; readonly elements: readonly Gs1Element[] }
  | { readonly ok: false; readonly reason: Gs1Problem; readonly ai?: string }

interface Rule {
  readonly digitsOnly?: true
  readonly min: number
  readonly max: number
  /** Of the predefined lengths (GS1 General Specifications, figure 7.8.5-2): needs no separator after it. */
  readonly predefined?: true
  readonly check?: 'mod-10' | 'date' | 'asset'
}

/**
 * The identifiers of the shop floor's labels, as the GS1 syntax dictionary has them. Whatever else a label carries is
 * refused instead of guessed: the length of an unknown element is unknown, and with it everything behind it.
 */
const rules = {
  '00': { digitsOnly: true, min: 18, max: 18, predefined: true, check: 'mod-10' },
  '01': { digitsOnly: true, min: 14, max: 14, predefined: true, check: 'mod-10' },
  '02': { digitsOnly: true, min: 14, max: 14, predefined: true, check: 'mod-10' },
  '10': { min: 1, max: 20 },
  '11': { digitsOnly: true, min: 6, max: 6, predefined: true, check: 'date' },
  '17': { digitsOnly: true, min: 6, max: 6, predefined: true, check: 'date' },
  '21': { min: 1, max: 20 },
  '37': { digitsOnly: true, min: 1, max: 8 },
  '240': { min: 1, max: 30 },
  '241': { min: 1, max: 30 },
  '250': { min: 1, max: 30 },
  '400': { min: 1, max: 30 },
  '410': { digitsOnly: true, min: 13, max: 13, predefined: true, check: 'mod-10' },
  /** Cellular mobile telephone identifier: the IMEI. It has no check-digit rule of its own. */
  '8002': { min: 1, max: 20 },
  '8003': { min: 14, max: 30, check: 'asset' },
  '8004': { min: 1, max: 30 },
  '90': { min: 1, max: 30 },
  '91': { min: 1, max: 90 },
  '92': { min: 1, max: 90 },
  '93': { min: 1, max: 90 },
  '94': { min: 1, max: 90 },
  '95': { min: 1, max: 90 },
  '96': { min: 1, max: 90 },
  '97': { min: 1, max: 90 },
  '98': { min: 1, max: 90 },
  '99': { min: 1, max: 90 },
} as const satisfies Record<string, Rule>

export type Gs1Ai = keyof typeof rules

export const gs1Ais = Object.keys(rules) as readonly Gs1Ai[] // keys() forgets the names

/** GS1's character set 82, which every alphanumeric element is limited to. */
const set82 = /^[!"%-?A-Z_a-z]*$/
const human = /^\((?:00|01|02|10|11|17|21|37|240|241|250|400|410|8002|8003|8004|9[0-9])\)/

/**
 * Reads element strings: `8002…<GS>21…` as a scanner sends them (a leading FNC1 is tolerated), or the form printed
 * below a symbol, `(8002)…(21)…`. Strict: one wrong element and nothing is read.
 */
export function parseGs1(text: string): Gs1Result {
  const elements = human.test(text) ? readHuman(text) : readElements(text)
  return elements.ok ? checkTogether(elements.elements) : elements
}

/** GS1's check digit: weights 3 and 1 from the right. @param payload digits without the check digit */
export function mod10CheckDigit(payload: string): string {
  let sum = 0
  let weight = 3
  for (let index = payload.length - 1; index >= 0; index--) {
    sum += (payload.charCodeAt(index) - 48) * weight
    weight = 4 - weight
  }
  return String((10 - (sum % 10)) % 10)
}

function readElements(text: string): Gs1Result {
  const elements: Gs1Element[] = []
  let at = text.startsWith(groupSeparator) ? 1 : 0
  if (at >= text.length) return { ok: false, reason: 'empty' }
  while (at < text.length) {
    const ai = aiAt(text, at)
    if (ai === null) return { ok: false, reason: 'unknown-ai', ai: text.slice(at, at + 4) }
    const rule = ruleOf(ai)
    const start = at + ai.length
    const separator = text.indexOf(groupSeparator, start)
    const found = separator === -1 ? text.length : separator
    // Without its separator a predefined element ends by its length; with one it ends there, and must be whole.
    const end = rule.predefined ? Math.min(found, start + rule.max) : found
    const value = text.slice(start, end)
    const problem = problemOf(rule, value)
    if (problem !== null) return { ok: false, reason: problem, ai }
    elements.push({ ai, value })
    at = end === separator ? end + 1 : end
  }
  return { ok: true, elements }
}

function readHuman(text: string): Gs1Result {
  const elements: Gs1Element[] = []
  let rest = text
  while (rest.length > 0) {
    const ai = aiAt(rest, 1)
    if (ai === null || !human.test(rest)) return { ok: false, reason: 'unknown-ai', ai: rest.slice(0, 6) }
    const start = ai.length + 2
    const end = nextHuman(rest, start)
    const value = rest.slice(start, end)
    const problem = problemOf(ruleOf(ai), value)
    if (problem !== null) return { ok: false, reason: problem, ai }
    elements.push({ ai, value })
    rest = rest.slice(end)
  }
  return { ok: true, elements }
}

/** Where the next `(nn)` of a known identifier stands; other brackets belong to the value. */
function nextHuman(text: string, from: number): number {
  for (let at = text.indexOf('(', from); at !== -1; at = text.indexOf('(', at + 1)) {
    if (human.test(text.slice(at, at + 6))) return at
  }
  return text.length
}

/** No identifier here is the beginning of another, so the order of trying does not matter. */
function aiAt(text: string, at: number): Gs1Ai | null {
  for (const length of [2, 3, 4]) {
    const candidate = text.slice(at, at + length)
    if (isAi(candidate)) return candidate
  }
  return null
}

function problemOf(rule: Rule, value: string): Gs1Problem | null {
  if (value.length < rule.min) return value.length === 0 ? 'empty' : 'too-short'
  if (value.length > rule.max) return 'too-long'
  if (!(rule.digitsOnly ? /^[0-9]+$/ : set82).test(value)) return 'wrong-characters'
  if (rule.check === 'date') return isDate(value) ? null : 'date'
  if (rule.check === undefined) return null
  // An asset is a zero, thirteen digits with the check digit, then a serial number of any form (§3.9.3).
  if (rule.check === 'asset' && !/^0[0-9]{13}/.test(value)) return 'wrong-characters'
  return endsInCheckDigit(rule.check === 'asset' ? value.slice(0, 14) : value) ? null : 'check-digit'
}

function endsInCheckDigit(digits: string): boolean {
  return mod10CheckDigit(digits.slice(0, -1)) === digits.slice(-1)
}

/** YYMMDD; day 00 is allowed and means the end of the month (§7.12). */
function isDate(value: string): boolean {
  const month = Number(value.slice(2, 4))
  const day = Number(value.slice(4, 6))
  if (month < 1 || month > 12) return false
  const isLeap = Number(value.slice(0, 2)) % 4 === 0
  const longest = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= longest
}

/** What holds between elements: the same one twice is a joined read; 02 (content) has no meaning without 37 (count). */
function checkTogether(elements: readonly Gs1Element[]): Gs1Result {
  const ais = new Set(elements.map((element) => element.ai))
  if (ais.size < elements.length) return { ok: false, reason: 'repeated' }
  if (ais.has('02') !== ais.has('37')) return { ok: false, reason: 'count-missing' }
  return { ok: true, elements }
}

function ruleOf(ai: Gs1Ai): Rule {
  return rules[ai]
}

function isAi(text: string): text is Gs1Ai {
  return Object.hasOwn(rules, text)
}
