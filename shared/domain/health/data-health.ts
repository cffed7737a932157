/**
 * What a check of the data looks for: the closed list. Each word has its texts in the catalogues
 * (`health.kind.<word>`) and its finder and planner in `electron/db/health/`.
 */
export const healthKinds = [
  'duplicate-imei',
  'duplicate-iccid',
  'order-missing',
  'customer-missing',
  'customer-is-name',
  'pallet-missing',
  'pallet-contents',
  'movement-device-missing',
  'listed-device-missing',
  'order-figures',
  'customer-counts',
  'word-unknown',
  'packed-without-box',
  'boxed-not-packed',
  'spellings-differ',
  'estado-reverted',
  'status-reverted',
] as const
export type HealthKind = (typeof healthKinds)[number]

/**
 * What can be done about a finding: a change that the program offers, nothing (a person must look, `health.byHand.<kind>`
 * says what for), or for a change of another program either to take it back or to accept it.
 */
export type FixOffer = 'offered' | 'by-hand' | 'either'

/** `accept` is only for what another program changed: it may have been right. */
export const fixChoices = ['repair', 'accept'] as const
export type FixChoice = (typeof fixChoices)[number]

/** Kinds where the stored value may be the right one. */
export const acceptable: ReadonlySet<HealthKind> = new Set<HealthKind>(['estado-reverted', 'status-reverted'])

/** The word that was meant, where only case, blanks or hyphens keep it from being one of the list; else null. */
export function wordMeant(found: unknown, allowed: readonly string[]): string | null {
  if (typeof found !== 'string') return null
  const word = found
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  return allowed.includes(word) ? word : null
}

/**
 * The forms under which the order of a device may stand in the list of orders: as the platform looks it up (trimmed,
 * upper case), and the two forms of the contract factory's work order (`WL` + 8 digits in file names, factory 18 + the
 * same 8 digits in its data). The form itself is not among them.
 */
export function otherOrderForms(number: string): string[] {
  const plain = number.trim().toUpperCase()
  const digits = /^(?:WL|18)(\d{8})$/.exec(plain)?.[1]
  const forms = digits === undefined ? [plain] : [plain, `WL${digits}`, `18${digits}`]
  return [...new Set(forms)].filter((form) => form !== number && form !== '')
}

/** The reference's customer is an ObjectId as text; the platform's import leaves a name there. */
export function isCustomerId(cliente: string): boolean {
  return /^[0-9a-f]{24}$/.test(cliente)
}
