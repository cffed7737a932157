import type { Inspection, OrderStatus, Pairing } from '../schemas/stored-words.ts'
import type { Half } from './pairing.ts'
import { defaultJob, type ProductionJob } from './production-job.ts'

/** What the station needs of the open order to answer a code without asking the database. */
export interface OrderFacts {
  readonly order_number: string
  readonly status: OrderStatus
  readonly production_line: number | null
  readonly product_name: string
  readonly nro_referencia: string
  readonly brand: string
  readonly sku: string | null
  readonly quantity: number
  readonly pairing: Pairing
  readonly inspection: Inspection
  readonly tacs: readonly string[]
  readonly iccidPrefixes: readonly string[]
}

/** The newest unit that was accepted, for "already counted". */
export interface LastAccepted {
  readonly imei: string
  readonly iccid: string | null
  readonly at: number
  /** Another device code was read since; then the same code again is only soft within two seconds. */
  readonly otherCodeSince: boolean
}

/** The station's working state, kept in the journal after every answer: a restarted station goes on with it. */
export interface ProductionState {
  readonly job: ProductionJob
  readonly order: OrderFacts | null
  readonly lote: number | null
  readonly half: Half | null
  readonly lastAccepted: LastAccepted | null
  /** Whether the open batch was started before: else the next unit starts it. */
  readonly batchStarted: boolean
  /** Places held of each batch (`order|lote`), as far as known without asking. */
  readonly places: Readonly<Record<string, number>>
}

export function freshProduction(puesto: Parameters<typeof defaultJob>[0]): ProductionState {
  return {
    job: defaultJob(puesto),
    order: null,
    lote: null,
    half: null,
    lastAccepted: null,
    batchStarted: false,
    places: {},
  }
}
