import { assertNever } from '../../shared/assert-never.ts'
import { badgeCode } from '../../shared/domain/barcode/command-code.ts'
import { batchCode } from '../../shared/domain/barcode/order-code.ts'
import { unitCode } from '../../shared/domain/barcode/unit-code.ts'
import type { Pairing } from '../../shared/schemas/station-reference.ts'
import type { Language } from '../../shared/settings.ts'
import type { DemoSheet, SheetBadge, SheetOrder, SheetUnit } from '../db/demo/demo-sheet.ts'
import { type DemoTexts, demoTasks, demoTexts } from '../db/demo/demo-texts.ts'
import { code128Svg, lineOrQrSvg, qrSvg } from './barcode-svg.ts'
import { commandCells, commandCss, type StationPaper } from './command-sheet.ts'
import { drawn, empty, html, type Markup } from './html.ts'
import { page } from './page.ts'
import { labelTexts } from './texts.ts'

/** The demo plant on paper: whoever has a scanner and these pages can try everything. */
export async function demoSheetHtml(
  sheet: DemoSheet,
  language: Language,
  stations: readonly StationPaper[],
): Promise<string> {
  const texts = demoTexts[language]
  const badges: Markup[] = []
  for (const badge of sheet.badges) badges.push(await badgeCell(badge, language))
  const orders: Markup[] = []
  for (const order of sheet.orders) orders.push(await orderPage(order, language))
  return page({
    title: texts.title,
    language,
    size: 'A4',
    marginMm: 12,
    css: commandCss + css,
    body: html`<h1 class="sheet-title">${texts.title}</h1>
<p class="intro">${texts.intro}</p>
<h2 class="part">${texts.people}</h2>
<ul class="badges">${badges}</ul>
<section class="sheet"><h2 class="part">${labelTexts[language].commandSheet}</h2>${await commandCells(language, stations)}</section>
${orders}
${await badPage(sheet, texts)}`,
  })
}

async function badgeCell(badge: SheetBadge, language: Language): Promise<Markup> {
  const texts = demoTexts[language]
  const task = demoTasks.find((known) => known === badge.does)
  const code = await qrSvg(badgeCode(badge.token), 30)
  return html`<li>${drawn(code)}<div><h3>${badge.name}</h3>
<p>${labelTexts[language].role[badge.role]}</p>
<p>${task === undefined ? badge.does : texts.does[task]}</p>
<p class="number"><b>${badge.employeeId}</b></p>
<p>${texts.password} <b>${badge.password}</b></p></div></li>`
}

async function orderPage(order: SheetOrder, language: Language): Promise<Markup> {
  const texts = demoTexts[language]
  const words = labelTexts[language]
  const code = batchCode(order.order_number, order.lote, order.production_line)
  const bars = await lineOrQrSvg(code, 130, 18)
  const facts = [
    `${words.line} ${order.production_line}`,
    `${words.batch} ${order.lote}`,
    order.product_name,
    order.nro_referencia,
  ]
  const toVerify =
    order.toVerify.length === 0
      ? empty
      : html`<h3 class="kind">${texts.toVerify} (${texts.station2})</h3>${await unitList(order.toVerify, order.pairing)}`
  return html`<section class="sheet">
<h2 class="part">${texts.orders} <span class="number">${order.order_number}</span></h2>
<p>${facts.join(' · ')}</p>
<div class="opens">${drawn(bars)}<p>${texts.open}</p></div>
<h3 class="kind">${texts.fresh} (${texts.station1})</h3>
${await unitList(order.fresh, order.pairing)}
${toVerify}
</section>`
}

async function badPage({ badFor, orders }: DemoSheet, texts: DemoTexts): Promise<Markup> {
  const order = orders.find(({ order_number }) => order_number === badFor.order_number)
  if (order === undefined || badFor.units.length === 0) return empty
  const opens = await lineOrQrSvg(batchCode(order.order_number, order.lote, order.production_line), 130, 18)
  const rows: Markup[] = []
  for (const { why, ...unit } of badFor.units) {
    const codes = why === 'not-a-unit' ? await labelledCode('', unit.imei) : await unitCodes(unit, badFor.pairing)
    rows.push(html`<li><h3>${texts.why[why]}</h3>${codes}</li>`)
  }
  return html`<section class="sheet">
<h2 class="part">${texts.bad}</h2>
<div class="opens">${drawn(opens)}<p>${texts.badHint} <span class="number">${order.order_number}</span></p></div>
<ul class="units bad">${rows}</ul>
</section>`
}

async function unitList(units: readonly SheetUnit[], pairing: Pairing): Promise<Markup> {
  const rows: Markup[] = []
  for (const unit of units) rows.push(html`<li>${await unitCodes(unit, pairing)}</li>`)
  return html`<ul class="units ${pairing}">${rows}</ul>`
}

/** A unit's codes as its order wants them read: in one code, or side by side in the order of reading. */
async function unitCodes({ imei, iccid }: SheetUnit, pairing: Pairing): Promise<Markup> {
  if (iccid === null) return labelledCode('IMEI', imei)
  switch (pairing) {
    case 'imei':
      return labelledCode('IMEI', imei)
    case 'imei-then-iccid':
      return html`${[await labelledCode('IMEI', imei), await labelledCode('ICCID', iccid)]}`
    case 'iccid-then-imei':
      return html`${[await labelledCode('ICCID', iccid), await labelledCode('IMEI', imei)]}`
    case 'pair': {
      const code = await qrSvg(unitCode(imei, iccid), 27)
      return html`<figure>${drawn(code)}<figcaption class="number">${imei}<br>${iccid}</figcaption></figure>`
    }
    default:
      return assertNever(pairing)
  }
}

async function labelledCode(name: string, code: string): Promise<Markup> {
  const bars = await code128Svg(code, 80, 9)
  if (bars === null) throw new Error(`${name} ${code} does not fit a line of the demo sheet`)
  return html`<figure>${drawn(bars)}<figcaption class="number">${name} ${code}</figcaption></figure>`
}

const css = `
.intro { margin: 1mm 0 3mm; }
.part { font-size: 6.5mm; font-weight: 700; line-height: 1.2; }
.badges { list-style: none; display: grid; grid-template-columns: 1fr 1fr; gap: 0 6mm; }
.badges li { display: flex; align-items: center; gap: 2mm; height: 40mm; border-top: 0.2mm solid #999; break-inside: avoid; }
.badges h3 { font-size: 4.4mm; font-weight: 700; line-height: 1.15; }
.badges p { font-size: 3.3mm; line-height: 1.3; }
.sheet { break-before: page; }
.opens { display: flex; align-items: center; gap: 6mm; margin: 3mm 0; }
.opens p { font-size: 4mm; font-weight: 700; }
.kind { font-size: 4mm; font-weight: 700; margin: 2mm 0 0; }
.units { list-style: none; }
.units li { display: flex; gap: 10mm; padding: 1.2mm 0 0; height: 14mm; border-top: 0.2mm solid #bbb; break-inside: avoid; }
.units figure { margin: 0; }
.units figcaption { font-size: 2.8mm; line-height: 1.2; padding-left: 5mm; }
.units.pair { display: grid; grid-template-columns: repeat(4, 1fr); }
.units.pair li { height: 40mm; }
.units.pair figcaption { padding-left: 3mm; }
.units.imei { display: grid; grid-template-columns: 1fr 1fr; gap: 0 8mm; }
.bad li { display: grid; grid-template-columns: 46mm auto auto; gap: 0 4mm; align-items: center; height: 30mm; }
.bad h3 { font-size: 3.8mm; font-weight: 700; line-height: 1.2; }
`
