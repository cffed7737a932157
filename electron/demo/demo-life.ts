import type { DemoPerson } from '../../shared/state.ts'
import type { Database } from '../db/connection/client.ts'
import { loadDemoPlant } from '../db/demo/demo-plant.ts'
import type { Log } from '../log/log.ts'
import type { Printing } from '../printing/printing.ts'

interface DemoLifeParts {
  readonly printing: Pick<Printing, 'demoSheet'>
  readonly openFile: (file: string) => Promise<void>
  readonly log: Log
  readonly onChange: () => void
}

/** The demo plant of this run: who can sign in, and the sheet of barcodes. */
export function createDemoLife({ printing, openFile, log, onChange }: DemoLifeParts) {
  let demo: { readonly people: readonly DemoPerson[]; readonly sheet: string } | null = null
  return {
    current: () => demo,

    async load(database: Database): Promise<void> {
      const loaded = await loadDemoPlant(database.db)
      demo = { people: loaded.people, sheet: '' }
      // Nobody waits for the sheet: its page is printed while the first person signs in.
      void printing.demoSheet(loaded.sheet).then(
        (sheet) => {
          demo = { people: loaded.people, sheet }
          onChange()
        },
        (error: unknown) => log('demo.sheet-failed', { error }),
      )
    },

    /** Null where there is none (yet). */
    async openSheet(): Promise<string | null> {
      if (demo === null || demo.sheet === '') return null
      await openFile(demo.sheet)
      return demo.sheet
    },
  }
}
