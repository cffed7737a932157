import { batchCode, readOrderCode } from '../../shared/domain/barcode/order-code.ts'
import type { Language } from '../../shared/settings.ts'
import { lineOrQrSvg } from './barcode-svg.ts'
import { drawn, html, type Markup } from './html.ts'
import { page } from './page.ts'
import { formatDate, labelTexts } from './texts.ts'

export interface TravellerOrder {
  readonly order_number: string
  readonly product_name: string
  readonly nro_referencia: string
  readonly brand: string
  readonly production_line: number | null
  readonly quantity: number
  readonly batches: readonly { readonly lote: number; readonly quantity: number }[]
}

/** Room between the margins of an upright A4, mm. */
const widestCodeMm = 174
const codeHeightMm = 24

/**
 * What goes along the line with an order: one slip for the order and one for each batch, four to a page, cut apart or
 * kept together. Each slip says what it is, so that one that lies around alone is no riddle.
 */
export async function travellerHtml(order: TravellerOrder, language: Language, printedAt: Date): Promise<string> {
  const texts = labelTexts[language]
  const count = order.batches.length
  const slips = [
    await slip(order, language, printedAt, {
      title: texts.wholeOrder,
      quantity: order.quantity,
      code: orderCode(order.order_number),
    }),
  ]
  for (const batch of order.batches) {
    slips.push(
      await slip(order, language, printedAt, {
        title: `${texts.batch} ${batch.lote} / ${count}`,
        quantity: batch.quantity,
        code: batchCode(order.order_number, batch.lote, order.production_line ?? undefined),
      }),
    )
  }
  return page({
    title: `${texts.traveller} ${order.order_number}`,
    language,
    size: 'A4',
    marginMm: 10,
    css,
    body: html`${slips}`,
  })
}

/** The text of a whole order's code. @throws when it could not be read back, as `batchCode` does */
export function orderCode(order_number: string): string {
  const code = `ORDER:${order_number}`
  if (readOrderCode(code)?.order !== order_number.toUpperCase()) {
    throw new Error(`no traveller can name the order ${JSON.stringify(order_number)}`)
  }
  return code
}

interface Slip {
  readonly title: string
  readonly quantity: number
  readonly code: string
}

async function slip(
  order: TravellerOrder,
  language: Language,
  printedAt: Date,
  { title, quantity, code }: Slip,
): Promise<Markup> {
  const texts = labelTexts[language]
  const bars = await lineOrQrSvg(code, widestCodeMm, codeHeightMm)
  const line = order.production_line === null ? texts.anyLine : String(order.production_line)
  const facts = [
    [texts.product, order.product_name],
    [texts.reference, order.nro_referencia],
    [texts.brand, order.brand],
    [texts.line, line],
    [texts.quantity, String(quantity)],
  ] as const
  return html`<section class="slip">
<header><h1 class="number" style="font-size:${numberSizeMm(order.order_number)}mm">${order.order_number}</h1><h2>${title}</h2></header>
<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value === '' ? '–' : value}</dd></div>`)}</dl>
${drawn(bars)}
<footer><span class="number">${code}</span><span>${texts.printed} ${formatDate(printedAt, language)}</span></footer>
</section>`
}

/** Order numbers have up to 39 characters and must stay whole beside the batch. */
function numberSizeMm(order_number: string): number {
  return order_number.length <= 20 ? 7 : 4.2
}

const css = `
.slip { height: 69mm; padding: 4mm 6mm 3mm; border-bottom: 0.3mm dashed #777; break-inside: avoid; display: flex; flex-direction: column; gap: 2.5mm; overflow: hidden; }
.slip header { display: flex; justify-content: space-between; align-items: baseline; gap: 6mm; }
.slip h1 { font-weight: 700; line-height: 1.1; overflow: hidden; }
.slip h2 { font-size: 7mm; font-weight: 700; line-height: 1.1; white-space: nowrap; }
.slip dl { display: grid; grid-template-columns: 2fr 1.4fr 1fr auto auto; gap: 0 5mm; }
.slip dl div { min-width: 0; }
.slip dl div:nth-child(n + 4) { white-space: nowrap; }
.slip dt { font-size: 2.7mm; color: #333; }
.slip dd { font-size: 4.2mm; line-height: 1.15; max-height: 14.6mm; overflow: hidden; overflow-wrap: anywhere; }
.slip .code { margin: auto auto 0; }
.slip footer { display: flex; justify-content: space-between; font-size: 2.9mm; color: #333; }
`
