import type { Cell } from './export-columns.ts'

/** A cell of a spreadsheet holds no more characters (ECMA-376; Excel calls a file with more of them broken). */
export const longestCell = 32_767
const cutMark = '… (cut)'

/** Not allowed in XML 1.0, even escaped: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const illegal = /(?![\t\n\r\x7f-\x9f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

/**
 * A text as XML holds it. A carriage return would be read back as a line feed, so it is written as Excel does,
 * `_x000D_`; a text that looks like that by itself has its underscore written in the same way.
 */
export function xmlText(text: string): string {
  return text
    .replace(illegal, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('\r', '_x000D_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const dayMs = 86_400_000
/** Day 0 of a spreadsheet's calendar, as everybody counts who is past its 29 February 1900. */
const dayZero = Date.UTC(1899, 11, 30)
const firstDay = Date.UTC(1900, 2, 1)
const lastDay = Date.UTC(9999, 11, 31)

/**
 * A moment as a spreadsheet's day number, in this PC's local time, because a cell has no zone and people compare it
 * with the screen. Null where its calendar does not reach.
 */
export function dayNumber(moment: Date): number | null {
  const local = moment.getTime() - moment.getTimezoneOffset() * 60_000
  return local < firstDay || local > lastDay ? null : (local - dayZero) / dayMs
}

/** Styles by their place in `styles.xml`. */
export const styles = { plain: 0, head: 1, date: 2 } as const

/** Letters of a column, from 0: A … Z, AA … */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest === 0 ? '' : columnLetters(rest - 1)) + String.fromCharCode(65 + (index % 26))
}

export interface WrittenRow {
  readonly xml: string
  /** Cells whose text was longer than a spreadsheet holds. */
  readonly cut: number
}

/**
 * One row. Text is inline text, never a formula and never a number: an IMEI of fifteen digits stays what it is, and an
 * ICCID of twenty is not rounded. Empty cells are left out.
 * @param number from 1
 */
export function rowXml(number: number, cells: readonly Cell[], letters: readonly string[], isHead = false): WrittenRow {
  let xml = `<row r="${number}">`
  let cut = 0
  for (const [index, cell] of cells.entries()) {
    if (cell === null || cell === '') continue
    const at = `<c r="${letters[index]}${number}"`
    const day = cell instanceof Date ? dayNumber(cell) : null
    if (day !== null) {
      xml += `${at} s="${styles.date}"><v>${day}</v></c>`
    } else if (typeof cell === 'number') {
      xml += `${at}><v>${cell}</v></c>`
    } else if (typeof cell === 'boolean') {
      xml += `${at} t="b"><v>${cell ? 1 : 0}</v></c>`
    } else {
      const text = cell instanceof Date ? cell.toISOString() : cell
      const isLong = text.length > longestCell
      if (isLong) cut++
      const shown = isLong ? text.slice(0, longestCell - cutMark.length) + cutMark : text
      xml += `${at} t="inlineStr"${isHead ? ` s="${styles.head}"` : ''}><is><t xml:space="preserve">${xmlText(shown)}</t></is></c>`
    }
  }
  return { xml: `${xml}</row>`, cut }
}
