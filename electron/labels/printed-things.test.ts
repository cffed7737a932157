import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { classify } from '../../shared/domain/barcode/barcode.ts'
import { badgeCode, commandCode } from '../../shared/domain/barcode/command-code.ts'
import { unitCode } from '../../shared/domain/barcode/unit-code.ts'
import { employeeRoles } from '../../shared/schemas/employee.ts'
import { languages } from '../../shared/settings.ts'
import { hostileTexts } from '../../tests/support/hostile-codes.ts'
import { productionPaper } from '../stations/production/paper.ts'
import { badgeHtml } from './badge.ts'
import { code128Svg, lineOrQrSvg, qrSvg } from './barcode-svg.ts'
import { commandSheetHtml, type StationPaper, sheetCommands } from './command-sheet.ts'
import { labelTexts } from './texts.ts'
import { orderCode, travellerHtml } from './traveller.ts'
import { unitLabelHtml } from './unit-label.ts'

const token = '0123456789ABCDEFGHJKMNPQRS'
const nasty = `<img src=x onerror=alert(1)>"'&\u0000`
const printedAt = new Date(2026, 2, 9, 12)

const order = {
  order_number: 'WH/MO/00231',
  product_name: 'Baliza',
  nro_referencia: 'REF-1',
  brand: 'Faro',
  production_line: 2,
  quantity: 120,
  batches: [
    { lote: 1, quantity: 60 },
    { lote: 2, quantity: 60 },
  ],
}

const unit = {
  brand: 'Faro',
  nro_referencia: 'REF-1',
  imei: '490154203237518',
  iccid: '89882390001234567896',
  order_number: 'OP-2026-041',
  lote: 2,
  date: printedAt,
  company: '',
}

/** The drawings on a page, in their order. */
function drawings(html: string): string[] {
  return html.match(/<svg[\s\S]*?<\/svg>/g) ?? []
}

describe('what is printed is what is classified', () => {
  it('a badge: one code, its token, and the token in no text', async () => {
    const html = await badgeHtml({ employee_id: 'EMP-001', name: 'Ana Ruiz', role: 'operator', token }, 'es')
    expect(drawings(html)).toEqual([(await qrSvg(badgeCode(token), 38)).svg])
    expect(classify(badgeCode(token))).toEqual({ kind: 'badge', token })
    expect(html).not.toContain(token.slice(0, 8))
    expect(html).toContain('EMP-001')
  })

  it('a traveller: the order, then each batch', async () => {
    const html = await travellerHtml(order, 'es', printedAt)
    const codes = ['ORDER:WH/MO/00231', 'BATCH:WH/MO/00231:1:2', 'BATCH:WH/MO/00231:2:2']
    expect(codes.map(classify)).toEqual([
      { kind: 'order', order: 'WH/MO/00231' },
      { kind: 'order', order: 'WH/MO/00231', lote: 1, linea: 2 },
      { kind: 'order', order: 'WH/MO/00231', lote: 2, linea: 2 },
    ])
    expect(drawings(html)).toEqual(await Promise.all(codes.map(async (code) => (await lineOrQrSvg(code, 174, 24)).svg)))
  })

  it('a traveller of an order without line', async () => {
    const html = await travellerHtml({ ...order, production_line: null }, 'en', printedAt)
    expect(classify('BATCH:WH/MO/00231:2')).toEqual({ kind: 'order', order: 'WH/MO/00231', lote: 2 })
    expect(drawings(html)[2]).toBe((await lineOrQrSvg('BATCH:WH/MO/00231:2', 174, 24)).svg)
    expect(html).toContain(labelTexts.en.anyLine)
  })

  it('no traveller whose code could not be read back', async () => {
    expect(() => orderCode(' OP-1')).toThrow('traveller')
    await expect(travellerHtml({ ...order, order_number: 'A\nB' }, 'es', printedAt)).rejects.toThrow('traveller')
  })

  const production = { word: 'production', paper: productionPaper }
  const clear = { CLEAR: { name: 'Clear', does: 'Forgets' } }
  const other: StationPaper = {
    word: 'other-bench',
    paper: { es: { title: 'Otro', commands: clear }, en: { title: 'Other', commands: clear } },
  }

  it('the code that opens a station, where the PC has several', () => {
    const words = (papers: readonly StationPaper[]) => sheetCommands('en', papers).map(([word]) => word)
    expect(words([production])).not.toContain('GOPRODUCTION')
    expect(words([production, other]).filter((word) => word.startsWith('GO'))).toEqual(['GOPRODUCTION', 'GOOTHERBENCH'])
  })

  it('each command once, and only commands', async () => {
    const both = sheetCommands('en', [production, other]).map(([word]) => word)
    expect(new Set(both).size).toBe(both.length)
    const words = sheetCommands('en', [production]).map(([word]) => word)
    const html = await commandSheetHtml('en', [production])
    expect(drawings(html)).toEqual(
      await Promise.all(words.map(async (word) => (await code128Svg(commandCode(word), 84, 18))?.svg)),
    )
    for (const command of words) expect(classify(commandCode(command))).toEqual({ kind: 'command', command })
  })

  it('a unit label with and without SIM', async () => {
    const { imei, iccid } = unit
    expect(drawings(await unitLabelHtml(unit, 'es'))).toEqual([(await qrSvg(unitCode(imei, iccid), 35)).svg])
    const bare = await unitLabelHtml({ ...unit, iccid: null }, 'es')
    expect(drawings(bare)).toEqual([(await qrSvg(unitCode(imei, null), 35)).svg])
    expect(bare).toContain('N/A')
  })
})

describe('hostile values', () => {
  it('are printed, never obeyed', async () => {
    const pages = [
      await badgeHtml({ employee_id: nasty, name: nasty, role: 'operator', token }, 'es'),
      await travellerHtml({ ...order, product_name: nasty, nro_referencia: nasty, brand: nasty }, 'es', printedAt),
      await travellerHtml({ ...order, order_number: `A<b>"'&` }, 'es', printedAt),
      await unitLabelHtml({ ...unit, brand: nasty, nro_referencia: nasty, order_number: nasty, company: nasty }, 'es'),
    ]
    for (const html of pages) {
      expect(html).not.toMatch(/<img|<b>/)
      expect(html).not.toContain('\u0000')
      expect(html).toMatch(/&lt;(img|b)/)
      expect(html).toContain("default-src 'none'")
    }
  })
})

describe('the hostile corpus', () => {
  /** The tags of a page in their order; a drawing is one, whatever code it shows. */
  const tagsOf = (html: string) =>
    (html.replace(/<svg[\s\S]*?<\/svg>/g, '<svg>').match(/<\/?[a-z][a-z0-9]*/gi) ?? []).join('')

  const printed = async (text: string) => [
    await badgeHtml({ employee_id: text, name: text, role: 'operator', token }, 'es'),
    await travellerHtml({ ...order, product_name: text, nro_referencia: text, brand: text }, 'es', printedAt),
    await unitLabelHtml({ ...unit, brand: text, nro_referencia: text, order_number: text, company: text }, 'es'),
  ]

  it.each(hostileTexts.map((text) => [text.slice(0, 40), text]))('%j is text on every page', async (_name, text) => {
    const plain = (await printed('plain')).map(tagsOf)
    const pages = await printed(text)
    expect(pages.map(tagsOf)).toEqual(plain)
    // What turns the reading direction would print the sentence around it another way round.
    for (const html of pages)
      expect(html.replaceAll(/[\n]/g, '')).not.toMatch(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
  })

  it.each(hostileTexts.map((text) => [text.slice(0, 40), text]))(
    '%j as an order number is text, or no traveller',
    async (_name, text) => {
      const html = await travellerHtml({ ...order, order_number: text }, 'es', printedAt).catch(
        (error: Error) => error.message,
      )
      if (html.startsWith('<!doctype')) expect(tagsOf(html)).toBe(tagsOf(await travellerHtml(order, 'es', printedAt)))
      else expect(html).toMatch(/traveller|code/)
    },
  )
})

describe('words', () => {
  it.each(languages)('%s: dates as people there write them, roles as the screen calls them', async (language) => {
    const html = await travellerHtml(order, language, printedAt)
    expect(html).toContain('09/03/2026')
    expect(html).toContain(`<html lang="${language}">`)
    const file = new URL(`../../renderer/i18n/${language}.json`, import.meta.url)
    const catalogue: { readonly role: Readonly<Record<string, string>> } = JSON.parse(readFileSync(file, 'utf8'))
    for (const role of employeeRoles) expect(labelTexts[language].role[role]).toBe(catalogue.role[role])
  })
})
