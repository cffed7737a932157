/**
 * The platform's own lot code (`BATCH:order:lot`, `:line` after it where the order has one); it is split from the
 * right, because an order number may hold anything. The whole order is the same without a lot.
 */
export function batchCode(order_number: string, lote: number, linea: number | null): string {
  return linea === null ? `BATCH:${order_number}:${lote}` : `BATCH:${order_number}:${lote}:${linea}`
}

export function orderCode(order_number: string): string {
  return `BATCH:${order_number}`
}
