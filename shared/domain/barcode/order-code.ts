export interface OrderCode {
  readonly kind: 'order'
  /** Upper case, as orders are stored. */
  readonly order: string
  readonly lote?: number
  readonly linea?: number
}

/** The order numbers that labels carry bare: the ERP's, the contract factory's and those of the platform's documents. */
const bareOrder =
  /^(?:WH\/[A-Z]{2,4}\/[0-9]{1,10}|WL[0-9]{8}|(?:OP|ORD|ITAL)-[0-9]{4}-[0-9]{1,8}|(?:OEM|CUS)-[0-9]{1,8})$/

/** Reads a traveller: `BATCH:order:lot[:line]`, `ORDER:order`, or a bare order number; null when it is none. */
export function readOrderCode(text: string): OrderCode | null {
  const code = text.toUpperCase()
  if (bareOrder.test(code)) return { kind: 'order', order: code }
  if (code.startsWith('ORDER:')) return isOrderNumber(code.slice(6)) ? { kind: 'order', order: code.slice(6) } : null
  return code.startsWith('BATCH:') ? readBatch(code.slice(6)) : null
}

/** The text of a batch's traveller. @throws when it could not be read back */
export function batchCode(order: string, lote: number, linea?: number): string {
  const code = `BATCH:${order}:${lote}${linea === undefined ? '' : `:${linea}`}`
  const read = readOrderCode(code)
  if (read?.order !== order.toUpperCase() || read.lote !== lote || read.linea !== linea) {
    throw new Error(`no traveller can name the order ${JSON.stringify(order)}, batch ${lote}`)
  }
  return code
}

/** Split from the right: an order number may hold a slash, a dash, even a colon; batch and line are numbers. */
function readBatch(rest: string): OrderCode | null {
  const parts = rest.split(':')
  const last = wholeNumber(parts[parts.length - 1])
  const before = wholeNumber(parts[parts.length - 2])
  if (last === null) return null
  const hasLine = parts.length > 2 && before !== null
  const order = parts.slice(0, hasLine ? -2 : -1).join(':')
  if (!isOrderNumber(order)) return null
  return hasLine ? { kind: 'order', order, lote: before, linea: last } : { kind: 'order', order, lote: last }
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^[0-9]{1,9}$/.test(text) ? Number(text) : null
}

/** 1 to 64 printable characters without a blank at the ends. */
function isOrderNumber(text: string): boolean {
  return text.length > 0 && text.length <= 64 && text.trim() === text && !/\p{C}/u.test(text)
}
