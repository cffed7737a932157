import type { settingsCommands } from '../../shared/contract/settings.ts'
import { type Failure, failure, type Success, success } from '../../shared/result.ts'
import type { HidDevice } from '../../shared/scanner-settings.ts'
import type { Language } from '../../shared/settings.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'
import type { Config } from '../settings/config.ts'
import type { Plant } from '../settings/plant.ts'
import { writtenFile } from './written-file.ts'

export interface SettingsWorkflowParts {
  readonly config: Config
  readonly plant: Pick<Plant, 'current' | 'save'>
  /** Paths of the serial ports that are there now. */
  readonly serialPorts: () => Promise<readonly string[]>
  /** HID POS scanners that are there now. */
  readonly hidScanners: () => Promise<readonly HidDevice[]>
  /** The system's printers that are there now. */
  readonly printers: () => Promise<readonly { readonly name: string; readonly label: string }[]>
  readonly log: Log
  /** Writes the sheet of command barcodes as a PDF and opens it. */
  readonly printCommandSheet: (language: Language) => Promise<string>
  /** Opens the demo plant's sheet; null where this is no demo plant. */
  readonly openDemoSheet: () => Promise<string | null>
}

export function settingsWorkflows(parts: SettingsWorkflowParts): WorkflowsOf<keyof typeof settingsCommands> {
  const { config, plant, serialPorts, hidScanners, log, printCommandSheet, openDemoSheet } = parts

  /** A system that does not answer keeps nobody from the other settings. */
  async function printersThere() {
    return parts.printers().catch((error: unknown) => {
      log('settings.printers-unknown', { error })
      return []
    })
  }

  return {
    async 'settings.read'() {
      const [ports, hids, printers] = await Promise.all([serialPorts(), hidScanners(), printersThere()])
      return success({
        workstation: config.settings(),
        forced: [...config.forced],
        plant: plant.current(),
        file: config.file,
        serialPorts: [...ports],
        hidScanners: [...hids],
        printers: printers.map(({ name, label }) => ({ name, label })),
      })
    },

    async 'settings.saveWorkstation'(changes, by) {
      const saved = saveFile(log, () => config.save(changes))
      if (saved.ok) log('settings.workstation', { changes, by: by?.employee_id })
      return saved
    },

    async 'settings.savePlant'(settings, by) {
      await plant.save(settings, by?.employee_id ?? '')
      log('settings.plant', { settings, by: by?.employee_id })
      return success({})
    },

    async 'settings.printCommandSheet'() {
      return writtenFile(log, () => printCommandSheet(config.settings().language))
    },

    async 'settings.openDemoSheet'() {
      const opened = await writtenFile(log, async () => (await openDemoSheet()) ?? '')
      return opened.ok && opened.value.file === '' ? failure('not-found') : opened
    },
  }
}

function saveFile(log: Log, save: () => void): Success<Record<string, never>> | Failure {
  try {
    save()
    return success({})
  } catch (error) {
    return failure('file-failed', undefined, log('settings.not-saved', { error }))
  }
}
