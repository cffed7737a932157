import type { WebContents, WebContentsPrintOptions } from 'electron'
import { LabelFailedError } from '../printing/label-failed.ts'
import type { LabelPaper, LabelSize, ListedPrinter } from '../printing/system-printer.ts'
import { inTime } from '../waiting/or-after.ts'
import { type ClosedWindow, openClosedWindow, pagePatienceMs } from './closed-window.ts'
import { pdfOf } from './print-pdf.ts'
import { askPrintSystem } from './print-system.ts'

/** Longer than the pause between two units at a line; the window's process has some 40 MB, ms. */
const idleMs = 120_000

const micronsPerMm = 1000

/**
 * Labels on their way to paper, through one window that is kept while labels come: a window of its own for each took
 * two and a half times the work (55 against 145 ms of all processes on Electron 22, 40 against 99 on 33).
 */
export function createLabelPaper(printers: () => Promise<readonly ListedPrinter[]>): LabelPaper {
  let kept: ClosedWindow | null = null
  let timer: NodeJS.Timeout | undefined

  function close(): void {
    clearTimeout(timer)
    kept?.close()
    kept = null
  }

  async function inWindow<Value>(work: (window: ClosedWindow) => Promise<Value>): Promise<Value> {
    clearTimeout(timer)
    if (kept?.contents.isDestroyed() || kept?.contents.isCrashed()) close()
    kept ??= openClosedWindow()
    try {
      return await work(kept)
    } catch (error) {
      // Whatever it hangs on, the next label does not.
      close()
      throw error
    } finally {
      if (kept !== null) timer = setTimeout(close, idleMs)
    }
  }

  return {
    printers,
    pdf: (html, size) => inWindow((window) => pdfOf(window, html, size)),
    print: (html, size, printer) =>
      inWindow((window) => {
        const sent = window.load(html).then(() => send(window.contents, size, printer))
        return inTime(sent, pagePatienceMs, 'a label')
      }),
    close,
  }
}

function send(contents: WebContents, size: LabelSize, printer: string): Promise<void> {
  const options: WebContentsPrintOptions = {
    silent: true,
    printBackground: true,
    color: false,
    margins: { marginType: 'none' },
    pageSize: { width: size.widthMm * micronsPerMm, height: size.heightMm * micronsPerMm },
    ...driversResolution(),
    ...(printer !== '' && { deviceName: printer }),
  }
  const taken = new Promise<void>((resolve, reject) => {
    contents.print(options, (isTaken, reason) =>
      isTaken ? resolve() : reject(new LabelFailedError('printer-refuses', reason)),
    )
  })
  return askPrintSystem(taken)
}

/**
 * CUPS is told a resolution in any case, and newer Electrons say 300 dpi: a label printer of 203 dpi would print a page
 * half as large again. 72 is what no label printer has, so its driver keeps its own; the page itself is a PDF of lines.
 */
function driversResolution(): Pick<WebContentsPrintOptions, 'dpi'> {
  return process.platform === 'linux' ? { dpi: { horizontal: 72, vertical: 72 } } : {}
}
