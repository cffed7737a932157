import { type CommandWord, commandCode } from '../../shared/domain/command-code.ts'
import type { Language } from '../../shared/settings.ts'
import { lineOrQrSvg } from './barcode-svg.ts'
import { escapeHtml } from './escape-html.ts'
import { page } from './page.ts'
import { labelTexts } from './texts.ts'

/** The commands that a built station obeys. Of the other words a printed code would be a dead button. */
export const printedCommands = [
  'ACK',
  'CLEAR',
  'UNDO',
  'CLOSE',
  'REGISTER',
  'VERIFY',
  'CLEAN',
  'SIGNOUT',
] as const satisfies readonly CommandWord[]
export type PrintedCommand = (typeof printedCommands)[number]

/** The sheet of command barcodes that hangs beside a station. */
export async function commandSheetHtml(language: Language): Promise<string> {
  const texts = labelTexts[language]
  return page({
    title: texts.commandSheet,
    language,
    size: 'A4',
    marginMm: 12,
    css: commandCss,
    body: `<h1 class="sheet-title">${escapeHtml(texts.commandSheet)}</h1>
<p>${escapeHtml(texts.commandHint)}</p>
${await commandCells(language)}`,
  })
}

/** The codes with their words; far apart, so that a hand scanner held at one does not read its neighbour. */
export async function commandCells(language: Language): Promise<string> {
  const cells: string[] = []
  for (const word of printedCommands) {
    const { name, does } = labelTexts[language].commands[word]
    const { svg } = await lineOrQrSvg(commandCode(word), 84, 18)
    cells.push(`<li><h2>${escapeHtml(name)}</h2><p>${escapeHtml(does)}</p>${svg}</li>`)
  }
  return `<ul class="commands">${cells.join('\n')}</ul>`
}

export const commandCss = `
.sheet-title { font-size: 8mm; font-weight: 700; }
.commands { list-style: none; display: grid; grid-template-columns: 1fr 1fr; gap: 0 8mm; margin-top: 6mm; }
.commands li { height: 56mm; padding-top: 5mm; border-top: 0.2mm solid #999; break-inside: avoid; }
.commands h2 { font-size: 6.5mm; font-weight: 700; line-height: 1.15; }
.commands p { font-size: 3.4mm; margin-bottom: 4mm; }
`
