import { longestOrderNotes } from '../schemas/stored-forms.ts'

/** What the office may type into a new order. No zod in here: the contract and the form are both made of it. */
export const newOrderLimits = {
  product: 100,
  reference: 40,
  brand: 60,
  quantity: 1_000_000,
  batches: 500,
  /** TACs, and ICCID prefixes. */
  listed: 50,
  notes: longestOrderNotes,
} as const
