/** A batch whose room exists: how many units it was made for. */
export interface RoomLimit {
  readonly lote: number
  readonly limit: number
}

/**
 * How many units may be made of a batch: its own quantity, as far as the order's quantity leaves room beside the other
 * batches. Those without a room yet count with what was produced in them.
 * @param produced units by batch, as counted
 * @param rooms of the order; the batch's own is passed over
 */
export function roomLimit(
  quantity: { readonly order: number; readonly batch: number },
  lote: number,
  rooms: readonly RoomLimit[],
  produced: ReadonlyMap<number, number>,
): number {
  const others = rooms.filter((room) => room.lote !== lote)
  const roomed = new Set(others.map((room) => room.lote))
  let elsewhere = others.reduce((sum, room) => sum + room.limit, 0)
  for (const [other, count] of produced) if (other !== lote && !roomed.has(other)) elsewhere += count
  return Math.max(0, Math.min(quantity.batch, quantity.order - elsewhere))
}
