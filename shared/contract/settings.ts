import { z } from 'zod'
import { hidDeviceSchema } from '../scanner-settings.ts'
import { plantSettingsSchema, workstationSettingsSchema } from '../settings.ts'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

export const settingsCommands = commands({
  'settings.read': {
    needs: 'manage_settings',
    whenOffline: 'works',
    input: nothing,
    output: z.object({
      workstation: workstationSettingsSchema,
      /** Names set by an environment variable: shown, not editable. */
      forced: z.array(z.string()),
      plant: plantSettingsSchema,
      file: z.string(),
      serialPorts: z.array(z.string()),
      hidScanners: z.array(hidDeviceSchema),
      /** The printers that the system has now: its own name for each, and people's. */
      printers: z.array(z.object({ name: z.string(), label: z.string() })),
    }),
  },
  'settings.saveWorkstation': {
    needs: 'manage_settings',
    whenOffline: 'works',
    input: workstationSettingsSchema
      .omit({
        database: true,
        databaseName: true,
        zoom: true,
        soundSet: true,
        backupFolder: true,
        backupDays: true,
        backupHour: true,
      })
      .strict(),
    output: done,
  },
  'settings.savePlant': {
    needs: 'manage_settings',
    whenOffline: 'refuse',
    input: plantSettingsSchema.strict(),
    output: done,
  },
  /** The printable sheet of command barcodes. */
  'settings.printCommandSheet': {
    needs: 'signed-in',
    whenOffline: 'works',
    input: nothing,
    output: z.object({ file: z.string() }),
  },
  'settings.openDemoSheet': {
    needs: 'anybody',
    whenOffline: 'works',
    input: nothing,
    output: z.object({ file: z.string() }),
  },
})
