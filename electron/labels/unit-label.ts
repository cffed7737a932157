import { unitCode } from '../../shared/domain/barcode/unit-code.ts'
import type { Language } from '../../shared/settings.ts'
import { qrSvg } from './barcode-svg.ts'
import { drawn, html } from './html.ts'
import { page } from './page.ts'
import { formatDate, labelTexts } from './texts.ts'

/** The platform's device label. */
export const unitLabelSize = { widthMm: 80, heightMm: 48 } as const

export interface UnitLabel {
  readonly brand: string
  readonly nro_referencia: string
  readonly imei: string
  readonly iccid: string | null
  readonly order_number: string
  readonly lote: number
  readonly date: Date
  /** Printed after the date; empty where nobody set one. */
  readonly company: string
}

/** The label that goes on the unit, as the platform draws it: a QR code of 35 mm and the same in words. */
export async function unitLabelHtml(unit: UnitLabel, language: Language): Promise<string> {
  const texts = labelTexts[language]
  const code = await qrSvg(unitCode(unit.imei, unit.iccid), 35)
  const lines = [
    ['REF', unit.nro_referencia === '' ? '–' : unit.nro_referencia],
    ['IMEI', unit.imei],
    ['ICCID', unit.iccid ?? texts.noIccid],
    [texts.order, unit.order_number],
    [texts.batch, String(unit.lote)],
  ] as const
  const made = formatDate(unit.date, language)
  return page({
    title: `${texts.unitLabel} ${unit.imei}`,
    language,
    size: unitLabelSize,
    marginMm: 0,
    css,
    body: html`<main class="unit">
${drawn(code)}
<div class="facts">
<h1>${unit.brand}</h1>
<dl>${lines.map(([name, value]) => html`<dt>${name}</dt><dd class="number">${value}</dd>`)}</dl>
</div>
<footer>${unit.company === '' ? made : `${made} – ${unit.company}`}</footer>
</main>`,
  })
}

const css = `
.unit { display: grid; grid-template: 1fr 4mm / 35mm 1fr; gap: 0 1.5mm; width: 80mm; height: 47.6mm; padding: 2.5mm 2mm 2mm; overflow: hidden; }
.unit .code { align-self: center; }
.facts { min-width: 0; display: flex; flex-direction: column; justify-content: center; gap: 1mm; }
.facts h1 { font-size: 4mm; font-weight: 700; line-height: 1.1; white-space: nowrap; overflow: hidden; }
.facts dl { display: grid; grid-template-columns: 1fr; }
.facts dt { font-size: 2.1mm; line-height: 1.25; color: #333; }
.facts dd { font-size: 3.1mm; line-height: 1.25; overflow: hidden; text-overflow: clip; }
.unit footer { grid-column: 1 / 3; align-self: end; font-size: 2.3mm; text-align: right; white-space: nowrap; overflow: hidden; }
`
