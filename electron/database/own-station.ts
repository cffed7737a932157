import { randomUUID } from 'node:crypto'
import type { Workplace } from '../../shared/station/act.ts'
import type { Database } from '../db/connection/client.ts'
import { stationsRepository } from '../db/plant/stations.ts'
import type { Config } from '../settings/config.ts'

type Mark = 'installation' | 'station'

interface OwnStationParts {
  /** Where this PC keeps over a restart who it is (the journal). */
  readonly mark: {
    readonly read: (name: Mark) => Promise<string | null>
    readonly write: (name: Mark, text: string) => Promise<void>
  }
  readonly config: Pick<Config, 'settings'>
  readonly host: string
  readonly version: string
}

/** Which station of the plant this PC is, and where it stands. */
export async function openOwnStation({ mark, config, host, version }: OwnStationParts) {
  const installation = (await mark.read('installation')) ?? randomUUID()
  await mark.write('installation', installation)
  let code = (await mark.read('station')) ?? ''

  function workstation() {
    const { linea, puesto, stations } = config.settings()
    return { linea, puesto, stations }
  }

  return {
    installation,
    /** S01 …; empty until a database was reached once. */
    code: (): string => code,
    workstation,
    workplace(): Workplace {
      const { linea, puesto } = workstation()
      return { station: code || 'S00', linea, puesto }
    },
    /** The database gives the code: another's may be another. */
    async register({ collections }: Database): Promise<void> {
      const { linea, puesto } = workstation()
      code = await stationsRepository(collections).register({ _id: installation, linea, puesto, host, version })
      await mark.write('station', code)
    },
  }
}
