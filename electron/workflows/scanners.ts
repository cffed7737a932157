import type { scannersCommands } from '../../shared/contract/scanners.ts'
import { failure, success } from '../../shared/result.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'
import type { ScannerDesk } from '../scanner-desk/scanner-desk.ts'
import type { Config } from '../settings/config.ts'

export interface ScannersWorkflowParts {
  readonly scannerDesk: ScannerDesk
  readonly config: Pick<Config, 'save' | 'forced'>
  readonly log: Log
}

/** The scanner screen's commands; what they change is seen by the event `scanners.view`. */
export function scannersWorkflows(parts: ScannersWorkflowParts): WorkflowsOf<keyof typeof scannersCommands> {
  const { scannerDesk, config, log } = parts
  return {
    async 'scanners.watch'({ on }) {
      scannerDesk.watch(on)
      return success({})
    },
    async 'scanners.setTrial'({ on }) {
      scannerDesk.setTrial(on)
      return success({})
    },
    async 'scanners.startPairing'({ path }) {
      // What a variable sets, nothing saved would change.
      if (config.forced.includes('scanners')) return failure('stale')
      await scannerDesk.startPairing(path)
      return success({})
    },
    async 'scanners.acceptPairing'() {
      try {
        return scannerDesk.acceptPairing() ? success({}) : failure('stale')
      } catch (error) {
        return failure('file-failed', undefined, log('settings.not-saved', { error }))
      }
    },
    async 'scanners.cancelPairing'() {
      scannerDesk.cancelPairing()
      return success({})
    },
    async 'scanners.saveSounds'(sounds, by) {
      try {
        config.save(sounds)
        log('settings.sounds', { ...sounds, by: by?.employee_id })
        return success({})
      } catch (error) {
        return failure('file-failed', undefined, log('settings.not-saved', { error }))
      }
    },
  }
}
