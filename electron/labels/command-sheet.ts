import { commandCode } from '../../shared/domain/barcode/command-code.ts'
import type { Language } from '../../shared/settings.ts'
import { openCommand } from '../../shared/station/commands.ts'
import { lineOrQrSvg } from './barcode-svg.ts'
import { drawn, html, type Markup } from './html.ts'
import { page } from './page.ts'
import { type CommandText, labelTexts, type PrintedCommand } from './texts.ts'

/** A station of this PC on the sheet: its name, and the commands that it obeys beside the common ones. */
export interface StationPaper {
  readonly word: string
  readonly paper: Readonly<
    Record<Language, { readonly title: string; readonly commands: Readonly<Record<string, CommandText>> }>
  >
}

/** The sheet of command barcodes that hangs beside a station. */
export async function commandSheetHtml(language: Language, stations: readonly StationPaper[]): Promise<string> {
  const texts = labelTexts[language]
  return page({
    title: texts.commandSheet,
    language,
    size: 'A4',
    marginMm: 12,
    css: commandCss,
    body: html`<h1 class="sheet-title">${texts.commandSheet}</h1>
<p>${texts.commandHint}</p>
${await commandCells(language, stations)}`,
  })
}

/** What stands on the sheet, in its order; with several stations also the code that opens each. */
export function sheetCommands(language: Language, stations: readonly StationPaper[]): readonly [string, CommandText][] {
  const texts = labelTexts[language]
  const opens = stations.map(({ word, paper }): [string, CommandText] => [
    openCommand(word),
    { name: paper[language].title, does: texts.opensStation },
  ])
  const own = stations.flatMap(({ paper }) => Object.entries(paper[language].commands))
  const common = (word: PrintedCommand): [string, CommandText] => [word, texts.commands[word]]
  return [
    ...[common('ACK'), common('UNDO')],
    ...(stations.length > 1 ? opens : []),
    ...own.filter(([word], index) => own.findIndex(([other]) => other === word) === index),
    ...[common('CLEAN'), common('SIGNOUT')],
  ]
}

/** The codes with their words; far apart, so that a hand scanner held at one does not read its neighbour. */
export async function commandCells(language: Language, stations: readonly StationPaper[]): Promise<Markup> {
  const cells: Markup[] = []
  for (const [word, { name, does }] of sheetCommands(language, stations)) {
    const code = await lineOrQrSvg(commandCode(word), 84, 18)
    cells.push(html`<li><h2>${name}</h2><p>${does}</p>${drawn(code)}</li>`)
  }
  return html`<ul class="commands">${cells}</ul>`
}

export const commandCss = `
.sheet-title { font-size: 8mm; font-weight: 700; }
.commands { list-style: none; display: grid; grid-template-columns: 1fr 1fr; gap: 0 8mm; margin-top: 6mm; }
.commands li { height: 56mm; padding-top: 5mm; border-top: 0.2mm solid #999; break-inside: avoid; }
.commands h2 { font-size: 6.5mm; font-weight: 700; line-height: 1.15; }
.commands p { font-size: 3.4mm; margin-bottom: 4mm; }
`
