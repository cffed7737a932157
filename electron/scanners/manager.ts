import { assertNever } from '../../shared/assert-never.ts'
import type { ScannerSettings } from '../../shared/scanner-settings.ts'
import type { ScannerState } from '../../shared/state.ts'
import type { Log } from '../log/log.ts'
import { createLane } from '../waiting/lane.ts'
import { createHidScanner } from './hid.ts'
import { createKeyboardScanner, type KeyboardPage } from './keyboard.ts'
import type { DiscardReason, ScannedCode, Scanner, ScannerKind, ScannerStatus } from './scanner.ts'
import { createSerialScanner } from './serial.ts'

export type { KeyboardPage } from './keyboard.ts'

/** Something that was read, and of which no whole code came. */
export interface Discard {
  readonly scannerId: string
  readonly kind: ScannerKind
  readonly reason: DiscardReason
  readonly raw?: Uint8Array | undefined
}

interface ManagerParts {
  readonly page: KeyboardPage
  readonly log: Log
  readonly onCode: (code: ScannedCode) => void
  readonly onDiscard?: (discard: Discard) => void
  /** All scanners, after each change of one. */
  readonly onStates: (states: readonly ScannerState[]) => void
}

interface Running {
  /** The settings as text, to know whether they changed. */
  readonly key: string
  readonly scanner: Scanner
  state: ScannerState
}

/** Starts and stops this PC's scanners. Whatever one of them does, the others and the program go on. */
export function createScannerManager({ page, log, onCode, onDiscard, onStates }: ManagerParts) {
  let running: readonly Running[] = []
  const lane = createLane()

  function tellStates(): void {
    onStates(running.map((each) => each.state))
  }

  function start(key: string, label: string, create: () => Scanner, id: string, kind: ScannerKind): Running {
    try {
      const one: Running = { key, scanner: create(), state: { id, kind, label, state: 'searching' } }
      one.scanner.start(
        (code) => taken(one, code),
        (status) => changed(one, status),
        (reason, raw) => {
          log('scanner.discarded', { scanner: id, reason, bytes: raw?.length })
          onDiscard?.({ scannerId: id, kind, reason, raw })
        },
      )
      return one
    } catch (error) {
      log('scanner.failed', { scanner: id, error })
      const detail = error instanceof Error ? error.message : String(error)
      return { key, scanner: noScanner(id, kind), state: { id, kind, label, state: 'failed', detail } }
    }
  }

  /** From the driver's own event: whatever is thrown here would end the program. */
  function taken(one: Running, code: ScannedCode): void {
    one.state = { ...one.state, lastScanAt: code.at }
    try {
      onCode(code)
    } catch (error) {
      log('scanner.code-failed', { scanner: code.scannerId, error })
    }
  }

  function changed(one: Running, { state, detail }: ScannerStatus): void {
    const { detail: _before, ...rest } = one.state
    one.state = { ...rest, state, ...(detail !== undefined && { detail }) }
    log('scanner.state', { scanner: one.state.id, state, detail })
    if (running.includes(one)) tellStates()
  }

  async function end(one: Running): Promise<void> {
    try {
      await one.scanner.stop()
    } catch (error) {
      log('scanner.stop-failed', { scanner: one.scanner.id, error })
    }
  }

  async function change(settings: readonly ScannerSettings[]): Promise<void> {
    const wanted = refused(settings)
    const keys = new Set(wanted.map(({ key }) => key))
    const kept = running.filter((one) => keys.has(one.key))
    // First all that go: a port that changes hands must be free.
    await Promise.all(running.filter((one) => !kept.includes(one)).map(end))
    running = wanted.map(({ key, settings: each, refusal }) => {
      const before = kept.find((one) => one.key === key)
      if (before !== undefined) return before
      const create = () => {
        if (refusal !== null) throw new Error(refusal)
        return createScanner(each, page)
      }
      return start(key, each.kind === 'serial' ? each.path : each.id, create, each.id, each.kind)
    })
    tellStates()
  }

  function enqueue(work: () => Promise<void>): Promise<void> {
    return lane.run(work).catch((error: unknown) => void log('scanner.manager-failed', { error }))
  }

  return {
    /** Makes the scanners those of the settings; one whose settings are the same is not touched. */
    apply: (settings: readonly ScannerSettings[]): void => void enqueue(() => change(settings)),
    /** The PC woke up: devices that are powered down in sleep come back one by one. */
    lookAgain: (): void => {
      for (const { scanner } of running) scanner.lookAgain?.()
    },
    /** Resolves when everything applied so far holds: devices that had to go are free. */
    settled: lane.settled,
    stop: (): Promise<void> =>
      enqueue(async () => {
        const all = running
        running = []
        await Promise.all(all.map(end))
      }),
  }
}

export type ScannerManager = ReturnType<typeof createScannerManager>

interface Wanted {
  readonly key: string
  readonly settings: ScannerSettings
  readonly refusal: string | null
}

/** Two of one name could not be told apart; for the system all keyboards are one, so a second entry has none. */
function refused(settings: readonly ScannerSettings[]): Wanted[] {
  const ids = new Set<string>()
  let hasKeyboard = false
  return settings.map((each, index) => {
    const refusal = ids.has(each.id)
      ? 'another scanner has the same id'
      : each.kind === 'keyboard' && hasKeyboard
        ? 'one keyboard entry serves all keyboard scanners'
        : null
    ids.add(each.id)
    hasKeyboard ||= each.kind === 'keyboard'
    return { key: JSON.stringify([each, refusal, refusal === null ? 0 : index]), settings: each, refusal }
  })
}

function createScanner(settings: ScannerSettings, page: KeyboardPage): Scanner {
  switch (settings.kind) {
    case 'serial':
      return createSerialScanner(settings)
    case 'keyboard':
      return createKeyboardScanner(settings, page)
    case 'hid':
      return createHidScanner(settings)
    default:
      return assertNever(settings)
  }
}

/** In the place of one that could not be made. */
function noScanner(id: string, kind: ScannerKind): Scanner {
  return { id, kind, start: () => undefined, stop: async () => undefined }
}
