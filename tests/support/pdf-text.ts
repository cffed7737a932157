import { inflateSync } from 'node:zlib'

/**
 * The words of a PDF that Chromium printed, in the order they are drawn: each font's glyphs read by its own table of
 * characters. No reader of PDFs in general.
 */
export function pdfText(pdf: Buffer): string {
  const objects = objectsOf(pdf)
  const tables = new Map<string, Map<string, string>>()
  for (const { text } of objects.values()) {
    for (const [, name = '', font = ''] of text.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.text ?? '')?.[1] ?? ''
      tables.set(name, charactersOf(objects.get(table)?.stream ?? ''))
    }
  }
  const words: string[] = []
  for (const { stream } of objects.values()) {
    for (const [, drawn = ''] of stream.matchAll(/\bBT\b([\s\S]*?)\bET\b/g)) words.push(wordOf(drawn, tables))
  }
  return words.join('\n')
}

function objectsOf(pdf: Buffer): Map<string, { readonly text: string; readonly stream: string }> {
  const source = pdf.toString('latin1')
  const found = [...source.matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/g)]
  return new Map(
    found.map(([, number = '', text = '']) => {
      const packed = /\/FlateDecode[\s\S]*? stream\n([\s\S]*?)\nendstream/.exec(text)?.[1]
      const stream = packed === undefined ? '' : inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
      return [number, { text: packed === undefined ? text : '', stream }]
    }),
  )
}

function charactersOf(table: string): Map<string, string> {
  const characters = new Map<string, string>()
  const add = (glyph: number, character: number) =>
    characters.set(glyph.toString(16).padStart(4, '0'), String.fromCodePoint(character))
  for (const [, glyph = '', character = ''] of table.matchAll(/^<(\w{4})> <(\w{4})>$/gm)) {
    add(Number.parseInt(glyph, 16), Number.parseInt(character, 16))
  }
  for (const [, first = '', last = '', character = ''] of table.matchAll(/^<(\w{4})> <(\w{4})> <(\w{4})>$/gm)) {
    const from = Number.parseInt(first, 16)
    for (let glyph = from; glyph <= Number.parseInt(last, 16); glyph++)
      add(glyph, Number.parseInt(character, 16) + glyph - from)
  }
  return characters
}

function wordOf(drawn: string, tables: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const font = tables.get(/\/(F\d+) /.exec(drawn)?.[1] ?? '')
  return [...drawn.matchAll(/<([0-9A-Fa-f]+)>/g)]
    .flatMap(([, glyphs = '']) => glyphs.toLowerCase().match(/.{4}/g) ?? [])
    .map((glyph) => font?.get(glyph) ?? '?')
    .join('')
}
