import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, type Session, session, type WebContents } from 'electron'

/** A page that does not load or print within this time never will, ms; its window is of no more use then. */
export const pagePatienceMs = 30_000

/**
 * A window for documents of `electron/labels` on their way to paper: hidden, sandboxed, without scripts. Its session
 * lives in memory and loads nothing but the document given last.
 */
export interface ClosedWindow {
  readonly contents: WebContents
  /** @throws when the document cannot be written down or loaded; then no trace of it is left. */
  readonly load: (html: string) => Promise<void>
  readonly close: () => void
}

export function openClosedWindow(): ClosedWindow {
  const folder = join(app.getPath('userData'), 'print')
  let documentName = ''
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: closedSession(() => documentName),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webviewTag: false,
      images: false,
    },
  })
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  return {
    contents: window.webContents,
    async load(html) {
      // A data URL ends at 2 MB, which a traveller of some hundred batches passes.
      documentName = `${randomUUID()}.html`
      const source = join(folder, documentName)
      clearLeftBehind(folder)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      try {
        writeFileSync(source, html, { mode: 0o600, flag: 'wx' })
        await window.loadURL(pathToFileURL(source).href)
      } finally {
        rmSync(source, { force: true })
      }
    },
    close: () => window.destroy(),
  }
}

let cleared = false

/** A program that was killed while printing left a document behind, and a badge is a secret. */
function clearLeftBehind(folder: string): void {
  if (!cleared) rmSync(folder, { recursive: true, force: true })
  cleared = true
}

/**
 * A partition name without `persist:` stays in memory; its own name keeps two prints apart. The document is known by
 * its random name, because Chromium writes the folders before it in ways of its own.
 */
function closedSession(documentName: () => string): Session {
  const closed = session.fromPartition(`print-${randomUUID()}`, { cache: false })
  closed.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  closed.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !url.startsWith('file:') || !url.endsWith(`/${documentName()}`) })
  })
  return closed
}
