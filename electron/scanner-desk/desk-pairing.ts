import type { PairingState } from '../../shared/scanner-view.ts'
import type { Log } from '../log/log.ts'
import { listHidScanners } from '../scanners/hid-devices.ts'
import type { KeyboardPage, ScannerManager } from '../scanners/manager.ts'
import { createPairing, type PairingParts } from '../scanners/pairing.ts'
import { serialPortPaths } from '../scanners/serial-ports.ts'
import type { Config } from '../settings/config.ts'

interface DeskPairingParts {
  readonly page: KeyboardPage
  readonly log: Log
  readonly config: Pick<Config, 'settings' | 'save'>
  readonly manager: Pick<ScannerManager, 'apply' | 'settled'>
  readonly onChange: () => void
  readonly times: Pick<PairingParts, 'listenMs' | 'confirmMs'> | undefined
}

/** A pairing takes the devices from the scanners of the settings, and gives them back. */
export function createDeskPairing({ page, log, config, manager, onChange, times }: DeskPairingParts) {
  let hasDevices = false
  /** A pairing that is called off before it has the devices does not begin. */
  let wanted = 0

  const pairing = createPairing({
    page,
    log,
    serialPorts: serialPortPaths,
    hidDevices: listHidScanners,
    scanners: () => config.settings().scanners,
    draw: async (code) => (await import('../labels/barcode-modules.ts')).barcodeModules(code),
    onChange,
    onQuiet: () => {
      // Also while a found scanner waits for its confirmation: with the old settings its next code would be garbled.
      const phase = pairing.state()?.phase
      if (!hasDevices || phase === 'listening' || phase === 'found') return
      hasDevices = false
      manager.apply(config.settings().scanners)
    },
    ...times,
  })

  function end(): void {
    wanted += 1
    void pairing.end()
  }

  return {
    hasDevices: (): boolean => hasDevices,
    state: (): PairingState | null => pairing.state(),
    /** A code that a pairing has shown, also an earlier one. */
    isOurs: (text: string): boolean => pairing.isOurs(text),

    async start(path: string): Promise<void> {
      wanted += 1
      const mine = wanted
      await pairing.end()
      if (mine !== wanted) return
      hasDevices = true
      manager.apply([])
      await manager.settled()
      if (mine !== wanted) return
      try {
        await pairing.start(path)
      } catch (error) {
        // The scanners go on.
        end()
        throw error
      }
    },

    end,

    /** Saves the found scanner; false where none is found. @throws when the disk refuses. */
    accept(by: string | undefined): boolean {
      const found = pairing.state()?.found ?? null
      if (found === null) return false
      const others = config.settings().scanners
      const isNew = !others.some((one) => one.id === found.replaces)
      const scanners = isNew
        ? [...others, found.settings]
        : others.map((one) => (one.id === found.replaces ? found.settings : one))
      config.save({ scanners })
      log('scanners.paired', { settings: found.settings, by })
      end()
      return true
    },

    stop: (): Promise<void> => pairing.stop(),
  }
}
