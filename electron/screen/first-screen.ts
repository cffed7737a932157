import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { AppState } from '../../shared/state.ts'
import { readIfThere, writeAtomically } from '../files/atomic-file.ts'

/** Beside the settings: what the sign-in screen showed last, and for which page. No secret is in it. */
const fileName = 'first-screen.json'

/**
 * The state with which the sign-in screen can be painted before the program behind the window has been read; the
 * program's own state takes its place a moment later.
 * @param page the page's index.html, which names its parts by their contents: another page may need another state.
 * @returns null where the last run did not end at a sign-in screen of the same page
 */
export function rememberedFirstScreen(folder: string, page: string): AppState | null {
  try {
    const kept: unknown = JSON.parse(textOf(join(folder, fileName)) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('page' in kept) || !('state' in kept)) return null
    // Written whole by this program, for this page.
    return kept.page === page ? (kept.state as AppState) : null
  } catch {
    return null
  }
}

/**
 * Keeps the sign-in screen for the next start. While somebody is signed in there is none: after a crash the same person
 * goes on, and must not be asked who is there.
 */
export function createFirstScreenMemory(folder: string, page: string) {
  const file = join(folder, fileName)
  let written = textOf(file)
  let signedOut: string | null = null
  let hasSession = false

  function write(text: string | null): void {
    if (text === written) return
    written = text
    try {
      if (text === null) rmSync(file, { force: true })
      else writeAtomically(file, text, false)
    } catch {
      // The next start is a tenth of a second longer.
    }
  }

  return {
    /** What the page was told. */
    told(state: AppState): void {
      hasSession = state.session !== null
      // The demo's people stand in it with their passwords, and its start is no shift's.
      if (state.phase !== 'ready' || state.database.kind === 'demo') signedOut = null
      else if (!hasSession) signedOut = JSON.stringify({ page, state: atStart(state) })
      write(hasSession ? null : signedOut)
    },
    /** The program ended in order, which signs out. */
    ended: (): void => write(signedOut),
  }
}

function textOf(file: string): string | null {
  try {
    return readIfThere(file)?.toString('utf8') ?? null
  } catch {
    return null
  }
}

/** The same screen as a start shows it, when nothing has been reached yet. */
function atStart(state: AppState): AppState {
  const { kind, name, host } = state.database
  return {
    ...state,
    // Without the details of a failure, which may name more than belongs into a file.
    database: {
      ...{ state: 'starting', kind, name, host, move: null, indexing: null },
      missingUniqueIndexes: [],
      warnings: [],
    },
    scanners: state.scanners.map(({ id, kind, label }) => ({ id, kind, label, state: 'searching' })),
    screen: {
      ...state.screen,
      isLocked: state.screen.stationMode === 'kiosk',
      awaitsBadge: false,
      isInFront: true,
      cleaningUntil: null,
    },
    settingsProblems: [],
    clockSkewMs: null,
    backup: null,
    labelTrouble: null,
  }
}
