import { writeAtomically } from '../files/atomic-file.ts'
import type { PaperSize } from '../labels/page.ts'
import { inTime } from '../waiting/or-after.ts'
import { type ClosedWindow, openClosedWindow, pagePatienceMs } from './closed-window.ts'

const mmPerInch = 25.4

/**
 * Prints a document of `electron/labels` into a PDF file, for this user alone: a badge is a secret.
 * @throws when the page cannot be loaded or printed, or the file cannot be written; then no half file is left.
 */
export async function printPdf(html: string, paper: PaperSize, file: string): Promise<void> {
  const window = openClosedWindow()
  try {
    writeAtomically(file, await pdfOf(window, html, paper), false)
  } finally {
    window.close()
  }
}

/** @throws when the page cannot be loaded or printed. */
export function pdfOf(window: ClosedWindow, html: string, paper: PaperSize): Promise<Buffer> {
  const printed = async () => {
    await window.load(html)
    return window.contents.printToPDF({
      printBackground: true,
      preferCSSPageSize: true,
      pageSize: paper === 'A4' ? 'A4' : { width: paper.widthMm / mmPerInch, height: paper.heightMm / mmPerInch },
      // The document's own `@page` says the margins.
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
    })
  }
  return inTime(printed(), pagePatienceMs, 'a page as PDF')
}
