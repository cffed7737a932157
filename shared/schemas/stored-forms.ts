/*
 * Forms and lengths that the platform can read. No zod in here: the schemas are made of these, and a form of the page
 * says with the same ones what is wrong before anything is sent.
 */

/** 3–20 characters, upper case: the platform cannot read anything else (no blank, no dot). */
export const employeeIdForm = /^[A-Z0-9_-]{3,20}$/

/** The platform's reader fails on a name or surname of one letter. */
export const personNameLengths = {
  name: { min: 2, max: 50 },
  surname: { min: 2, max: 100 },
} as const

export const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/
export const longestEmail = 200

/** Upper case; the platform trims and upper-cases on read and looks up in that form. `/` and `-` are usual. */
export const orderNumberForm = /^[A-Z0-9][A-Z0-9/_.-]{1,38}$/
/** What an order number may not have in it. */
export const signNotOfOrderNumber = /[^A-Z0-9/_.-]/
export const longestOrderNotes = 500

/** Digits of a TAC, the first part of an IMEI (3GPP TS 23.003 § 6.2). */
export const tacDigits = { min: 8, max: 8 } as const
export const iccidPrefixDigits = { min: 4, max: 10 } as const

/** A string of so many digits and nothing else. */
export function digitsForm({ min, max }: { readonly min: number; readonly max: number }): RegExp {
  return new RegExp(`^\\d{${min},${max}}$`)
}
