import { z } from 'zod'

/** A batch's units by who counted them. `base` is what no counter knows of; `by` station: registered, verified. */
const batchCount = z.object({
  base: z.number(),
  by: z.record(z.string(), z.tuple([z.number(), z.number()])),
})

/**
 * What one station tells all others. Whoever reads it needs to ask the database nothing, or next to nothing: sixty-four
 * stations that each ask what has changed are what the server would be busy with.
 */
const noticeSchema = z.discriminatedUnion('what', [
  /**
   * An order was changed. `document`: as it stands in the database, in any form; missing where it is to be read (it is too
   * large, or nothing but its figures changed), null where it is gone.
   */
  z.object({ what: z.literal('order'), id: z.string(), document: z.unknown().optional(), onlyFigures: z.boolean() }),
  /** A fold has counted: by batch. */
  z.object({ what: z.literal('figures'), order_number: z.string(), batches: z.record(z.string(), batchCount) }),
  /** A station ran out of places of this batch: give back what is not needed. */
  z.object({ what: z.literal('places-asked'), order_number: z.string(), lote: z.number() }),
  /** What may be scanned of a product was changed. */
  z.object({ what: z.literal('reference') }),
  /** A kept scan of this station was refused, or is settled. */
  z.object({ what: z.literal('conflicts'), station: z.string() }),
  /**
   * Nobody watched for a while, so that changes were not told: read anew what is open. Also the first of all: a tailable
   * cursor on an empty collection ends at once.
   */
  z.object({ what: z.literal('gap') }),
])

export type Notice = z.infer<typeof noticeSchema>
/** What is told one by one; a gap is heard as such. */
export type ToldNotice = Exclude<Notice, { readonly what: 'gap' }>
export type BatchCount = z.infer<typeof batchCount>

/** @returns null for what no program of ours wrote, or a newer one */
export function readNotice(stored: unknown): Notice | null {
  const parsed = noticeSchema.safeParse(stored)
  return parsed.success ? parsed.data : null
}
