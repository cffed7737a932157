import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, type Session, session } from 'electron'
import { writeAtomically } from '../atomic-file.ts'
import type { PaperSize } from '../labels/page.ts'

const mmPerInch = 25.4

/** A page that does not load or print within this time never will, ms. */
const patienceMs = 30_000

/**
 * Prints a document of `electron/labels` into a PDF file, for this user alone: a badge is a secret.
 * The window is hidden, sandboxed and runs no script; its session lives in memory and loads nothing but the document.
 * @throws when the page cannot be loaded or printed, or the file cannot be written; then no half file is left.
 */
export async function printPdf(html: string, paper: PaperSize, file: string): Promise<void> {
  // A data URL ends at 2 MB, which a traveller of some hundred batches passes.
  const folder = join(app.getPath('userData'), 'print')
  const name = `${randomUUID()}.html`
  const source = join(folder, name)
  clearLeftBehind(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(source, html, { mode: 0o600, flag: 'wx' })
    writeAtomically(file, await render(source, name, paper), false)
  } finally {
    rmSync(source, { force: true })
  }
}

let cleared = false

/** A program that was killed while printing left a document behind, and a badge is a secret. */
function clearLeftBehind(folder: string): void {
  if (!cleared) rmSync(folder, { recursive: true, force: true })
  cleared = true
}

async function render(source: string, name: string, paper: PaperSize): Promise<Buffer> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: closedSession(name),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webviewTag: false,
      images: false,
    },
  })
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  try {
    return await inTime(
      (async () => {
        await window.loadURL(pathToFileURL(source).href)
        return window.webContents.printToPDF({
          printBackground: true,
          preferCSSPageSize: true,
          pageSize: paper === 'A4' ? 'A4' : { width: paper.widthMm / mmPerInch, height: paper.heightMm / mmPerInch },
          // The document's own `@page` says the margins.
          margins: { top: 0, bottom: 0, left: 0, right: 0 },
        })
      })(),
    )
  } finally {
    window.destroy()
  }
}

/**
 * A partition name without `persist:` stays in memory; its own name keeps two prints apart. The document is known by
 * its random name, because Chromium writes the folders before it in ways of its own.
 */
function closedSession(documentName: string): Session {
  const closed = session.fromPartition(`print-${randomUUID()}`, { cache: false })
  closed.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  closed.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !url.startsWith('file:') || !url.endsWith(`/${documentName}`) })
  })
  return closed
}

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page was not printed within ${patienceMs} ms`)), patienceMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
