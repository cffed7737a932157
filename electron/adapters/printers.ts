import type { PrinterInfo, WebContents } from 'electron'
import type { ListedPrinter } from '../printing/system-printer.ts'
import { inTime } from '../waiting/or-after.ts'
import { askPrintSystem } from './print-system.ts'

/** A print server that does not answer holds up the system's list for minutes, ms. */
const patienceMs = 5000

/**
 * The printers of this PC, read anew each time. @returns a list that rejects with `ETIMEDOUT` where the system does not
 * answer: who asks meanwhile waits for the same question, because each holds one of Chromium's threads.
 */
export function createPrinterList(contents: WebContents): () => Promise<ListedPrinter[]> {
  let asked: Promise<PrinterInfo[]> | null = null

  async function ask(): Promise<PrinterInfo[]> {
    try {
      return contents.isDestroyed() ? [] : await askPrintSystem(contents.getPrintersAsync())
    } finally {
      asked = null
    }
  }

  return async () => {
    asked ??= ask()
    return (await inTime(asked, patienceMs, 'the list of printers')).map((printer) => ({
      name: printer.name,
      label: printer.displayName || printer.name,
      isDefault: 'isDefault' in printer && printer.isDefault === true,
      options: { ...printer.options },
    }))
  }
}
