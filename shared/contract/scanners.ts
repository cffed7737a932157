import { z } from 'zod'
import { scannerLengths } from '../setting-values.ts'
import { workstationSettingsSchema } from '../settings.ts'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

/** The scanner screen. What it shows comes as the event `scanners.view`, whole, while it is watched. */
export const scannersCommands = commands({
  /** The screen is opened or left. */
  'scanners.watch': {
    needs: 'signed-in',
    whenOffline: 'works',
    input: z.object({ on: z.boolean() }).strict(),
    output: done,
  },
  /** While the trial runs, codes are shown and count nowhere. */
  'scanners.setTrial': {
    needs: 'manage_settings',
    whenOffline: 'works',
    input: z.object({ on: z.boolean() }).strict(),
    output: done,
  },
  /** Shows a code and listens to everything that could be a scanner. `path`: a serial port that no list shows. */
  'scanners.startPairing': {
    needs: 'manage_settings',
    whenOffline: 'works',
    input: z.object({ path: z.string().trim().max(scannerLengths.path) }).strict(),
    output: done,
  },
  /** Saves the scanner that was found into this PC's settings. */
  'scanners.acceptPairing': { needs: 'manage_settings', whenOffline: 'works', input: nothing, output: done },
  'scanners.cancelPairing': { needs: 'manage_settings', whenOffline: 'works', input: nothing, output: done },
  /** This PC's loudness and its set of sounds. */
  'scanners.saveSounds': {
    needs: 'manage_settings',
    whenOffline: 'works',
    input: workstationSettingsSchema.pick({ volume: true, soundSet: true }).strict(),
    output: done,
  },
})
