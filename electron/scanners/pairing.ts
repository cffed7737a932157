import { realpath } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import type { HidDevice, ScannerSettings } from '../../shared/scanner-settings.ts'
import type { FoundScanner, PairingState } from '../../shared/scanner-view.ts'
import type { Log } from '../log/log.ts'
import type { KeyboardPage } from './keyboard.ts'
import { newPairingCode } from './pairing-code.ts'
import type { EarParts, Heard, PairingEar } from './pairing-ear.ts'
import { listenToHid, mostHidDevices, namingOf } from './pairing-hid.ts'
import { listenToKeyboard } from './pairing-keyboard.ts'
import { commonRates, listenToLine } from './pairing-line.ts'

export interface PairingParts {
  readonly page: KeyboardPage
  readonly log: Log
  /** The ports that the system lists. */
  readonly serialPorts: () => Promise<readonly string[]>
  readonly hidDevices: () => Promise<readonly HidDevice[]>
  /** The scanners as they are set now; their devices must be free when the pairing starts. */
  readonly scanners: () => readonly ScannerSettings[]
  readonly draw: (code: string) => Promise<{ readonly bars: readonly number[]; readonly rows: readonly string[] }>
  readonly onChange: () => void
  /** The devices that were listened to are free. */
  readonly onQuiet: () => void
  /** Times of listening and of confirming, ms; tests shorten them. */
  readonly listenMs?: number
  readonly confirmMs?: number
}

/** More ports than any PC of a line has; each costs a handle. */
const mostPorts = 16

/** Finds a new scanner: it is whatever sends the code that the screen shows. One search at a time. */
export function createPairing(parts: PairingParts) {
  const { log, onChange, onQuiet, listenMs = 90_000, confirmMs = 120_000 } = parts
  let state: PairingState | null = null
  let ears: readonly PairingEar[] = []
  let timer: NodeJS.Timeout | undefined
  let search = 0
  /** Codes of this run: a second reading by a nervous hand is no code of the station's. */
  const shown = new Set<string>()

  function set(next: PairingState | null): void {
    state = next
    onChange()
  }

  async function quiet(): Promise<void> {
    const mine = search
    await stopEars()
    if (search === mine) onQuiet()
  }

  async function stopEars(): Promise<void> {
    const stopping = ears
    ears = []
    await Promise.all(stopping.map((ear) => ear.stop()))
  }

  function expireIn(ms: number, expire: () => void): number {
    clearTimeout(timer)
    timer = setTimeout(expire, ms)
    return Date.now() + ms
  }

  function hear(ear: () => PairingEar | undefined, heard: Heard): void {
    if (state?.phase !== 'listening') return
    const { kind, label } = ear()?.candidate() ?? { kind: 'keyboard' as const, label: '' }
    if (heard.kind === 'problem') {
      log('pairing.heard', { kind, label, problem: heard.problem })
      set({ ...state, heard: { kind, label, hint: heard.problem } })
      return
    }
    const { settings, replaces } = placed(heard.settings, parts.scanners())
    const found: FoundScanner = {
      settings,
      aim: heard.aim,
      replaces,
      ...(heard.endKey !== undefined && { endKey: heard.endKey }),
    }
    log('pairing.found', { settings })
    set({ ...state, phase: 'found', found, heard: null, until: expireIn(confirmMs, () => void end()) })
    void quiet()
  }

  function end(): Promise<void> {
    search += 1
    clearTimeout(timer)
    if (state !== null) set(null)
    return quiet()
  }

  function expire(): void {
    if (state === null) return
    set({ ...state, phase: 'expired' })
    void quiet()
  }

  return {
    state: (): PairingState | null => state,

    /** @param path a port that no list shows; empty for none */
    async start(path: string): Promise<void> {
      search += 1
      const mine = search
      await stopEars()
      const code = newPairingCode()
      shown.add(code)
      const { bars, rows: modules } = await parts.draw(code)
      const lines = await linesToHear(path, await parts.serialPorts(), parts.scanners())
      const devices = await parts.hidDevices()
      // Called off, or begun anew, before it began.
      if (search !== mine) return
      const until = expireIn(listenMs, expire)
      state = { phase: 'listening', code, bars, modules, until, candidates: [], heard: null, found: null }
      const changed = () => {
        if (state?.phase === 'listening') set({ ...state, candidates: ears.map((ear) => ear.candidate()) })
      }
      const make = (create: (given: EarParts) => PairingEar): PairingEar => {
        let ear: PairingEar | undefined
        ear = create({ code, onHeard: (heard) => hear(() => ear, heard), onChange: changed })
        return ear
      }
      ears = [
        make((given) => listenToKeyboard(given, parts.page)),
        ...devices
          .slice(0, mostHidDevices)
          .map((device, index) =>
            make((given) => listenToHid({ ...given, device, number: index, naming: namingOf(device, devices) })),
          ),
        ...lines.map((line) => make((given) => listenToLine({ ...given, ...line }))),
      ]
      changed()
    },

    /** Ends it without a result, or after the result was saved. Resolves when the devices are free. */
    end,

    /** Whether a text is, or holds, a code that was shown in this run. */
    isOurs: (text: string): boolean => [...shown].some((code) => text.toUpperCase().includes(code)),

    async stop(): Promise<void> {
      search += 1
      clearTimeout(timer)
      state = null
      await stopEars()
    },
  }
}

export type Pairing = ReturnType<typeof createPairing>

interface Line {
  readonly path: string
  readonly rates: readonly number[]
}

/** Each device once, though Linux has several names for one; the first name counts, and the list begins with the best. */
async function linesToHear(
  typed: string,
  listed: readonly string[],
  scanners: readonly ScannerSettings[],
): Promise<Line[]> {
  const set = new Map(scanners.flatMap((one) => (one.kind === 'serial' ? [[one.path, one.baudRate] as const] : [])))
  const lines = new Map<string, Line>()
  for (const path of [typed, ...set.keys(), ...listed].filter((each) => each !== '')) {
    const device = await realpath(path).catch(() => path)
    const own = set.get(path)
    const rates = [...new Set([...(own === undefined ? [] : [own]), ...commonRates])]
    if (!lines.has(device)) lines.set(device, { path, rates })
  }
  return [...lines.values()].slice(0, mostPorts)
}

/** The found scanner among those that are set: in the place of the entry of its device, or new with a name of its own. */
export function placed(
  found: Extract<Heard, { kind: 'found' }>['settings'],
  scanners: readonly ScannerSettings[],
): { readonly settings: ScannerSettings; readonly replaces: string | null } {
  const before = scanners.find((one) => isSameDevice(one, found))
  const id = before?.id ?? freeName(found.kind, scanners)
  return { settings: { ...found, id }, replaces: before?.id ?? null }
}

function isSameDevice(one: ScannerSettings, found: Extract<Heard, { kind: 'found' }>['settings']): boolean {
  switch (one.kind) {
    case 'keyboard':
      // For the system all keyboards are one.
      return found.kind === 'keyboard'
    case 'serial':
      return found.kind === 'serial' && one.path === found.path
    case 'hid': {
      const { id: _id, ...naming } = one
      // An entry that names no model stood for whichever scanner is there.
      return found.kind === 'hid' && (one.vendorId === undefined || isDeepStrictEqual(naming, found))
    }
  }
}

function freeName(kind: string, scanners: readonly ScannerSettings[]): string {
  const taken = new Set(scanners.map((one) => one.id))
  let number = 1
  while (taken.has(`${kind}-${number}`)) number += 1
  return `${kind}-${number}`
}
