import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { classify } from '../../shared/domain/barcode/barcode.ts'
import { badgeCode, commandCode } from '../../shared/domain/barcode/command-code.ts'
import { unitCode } from '../../shared/domain/barcode/unit-code.ts'
import { languages } from '../../shared/settings.ts'
import type { DemoSheet } from '../db/demo/demo-sheet.ts'
import { demoTasks, demoTexts } from '../db/demo/demo-texts.ts'
import { productionPaper } from '../stations/production/paper.ts'
import { code128Svg, lineOrQrSvg, qrSvg } from './barcode-svg.ts'
import { sheetCommands } from './command-sheet.ts'
import { demoSheetHtml } from './demo-sheet.ts'

const token = '0123456789ABCDEFGHJKMNPQRS'
const unit = { imei: '490154203237518', iccid: '89882390001234567896' }
const order = {
  order_number: 'WH/MO/00231',
  product_name: 'Baliza <b>',
  nro_referencia: 'REF-1',
  production_line: 2,
  lote: 3,
  fresh: [unit],
  toVerify: [],
}

const sheet: DemoSheet = {
  badges: [
    { employeeId: 'EMP-010', name: 'Rosa', role: 'operator', password: 'Demo-1234', does: 'every-station', token },
  ],
  orders: [
    { ...order, pairing: 'imei' },
    { ...order, pairing: 'pair' },
    { ...order, pairing: 'imei-then-iccid' },
    { ...order, pairing: 'iccid-then-imei' },
  ],
  badFor: {
    order_number: 'WH/MO/00231',
    pairing: 'imei-then-iccid',
    units: [{ why: 'not-a-unit', imei: '8412345678905', iccid: null }],
  },
}

const stations = [{ word: 'production', paper: productionPaper }]

it('prints every code in the form and order in which its order wants it read', async () => {
  const html = await demoSheetHtml(sheet, 'es', stations)
  const line = async (text: string) => (await code128Svg(text, 80, 9))?.svg
  const opens = (await lineOrQrSvg('BATCH:WH/MO/00231:3:2', 130, 18)).svg
  const commands = sheetCommands('es', stations).map(
    async ([word]) => (await code128Svg(commandCode(word), 84, 18))?.svg,
  )
  const [imei, iccid] = [await line(unit.imei), await line(unit.iccid)]
  const pair = (await qrSvg(unitCode(unit.imei, unit.iccid), 27)).svg
  expect(html.match(/<svg[\s\S]*?<\/svg>/g)).toEqual([
    (await qrSvg(badgeCode(token), 30)).svg,
    ...(await Promise.all(commands)),
    ...[opens, imei],
    ...[opens, pair],
    ...[opens, imei, iccid],
    ...[opens, iccid, imei],
    ...[opens, await line('8412345678905')],
  ])
  expect(classify('BATCH:WH/MO/00231:3:2')).toEqual({ kind: 'order', order: 'WH/MO/00231', lote: 3, linea: 2 })
  expect(html).not.toContain('<b>Baliza')
  expect(html).toContain('Baliza &lt;b&gt;')
  expect(html).not.toContain(token)
  expect(html).toContain(demoTexts.es.why['not-a-unit'])
})

it.each(languages)('%s: the sign-in screen has words for what each person does', (language) => {
  const file = new URL(`../../renderer/i18n/${language}.json`, import.meta.url)
  const catalogue: { readonly demo: { readonly does: object } } = JSON.parse(readFileSync(file, 'utf8'))
  expect(Object.keys(catalogue.demo.does).sort()).toEqual([...demoTasks].sort())
})
