import type { Filter } from 'mongodb'
import { type DeviceState, deviceSchema } from '../../../shared/schemas/device.ts'
import type { Collections, StoredDevice } from '../collections/collections.ts'
import {
  byId,
  type DatePage,
  hinted,
  newestBy,
  type Page,
  type Position,
  type Row,
  readPage,
  readRow,
} from '../collections/keyset.ts'
import { inCarton, onPallet } from '../collections/platform-fields.ts'

export type DeviceRow = Row<typeof deviceSchema>

/** What a list of devices may be narrowed by; what is not given is not asked. */
export interface DeviceFilter {
  readonly nro_orden?: string
  readonly cliente?: string
  readonly estado?: DeviceState
  readonly notificado?: boolean
}

/** Cartons hold dozens and pallets thousands of units; more than this is no pallet. */
const boxLimit = 10_000

/** By name: the first batch of an order lies first in the order's other index too, and the planner takes that for as good. */
const batchIndex = 'nro_orden_1_lote_1'

/** The lists of devices. The index of each is in docs/data.md. */
export const deviceListings = {
  newest: newestBy('fecha_creacion', {}),
  withImei: (imei: string) => byId({ imei }, 'imei_1'),
  withIccid: (ccid: string) => byId({ ccid }, 'ccid_1'),
  matching: (filter: DeviceFilter) => byId({ ...filter }),
  /** Sorted in memory, a batch at most: by an order's index its last batch would cost the whole order. */
  ofBatch: (nro_orden: string, lote: number) => byId({ nro_orden, lote }, batchIndex),
  needingNotification: byId({ notificado: false, estado: 'empaquetado' }),
  inCarton: (carton: string) => byId(inCarton(carton)),
  onPallet: (pallet: string) => byId(onPallet(pallet)),
}

/**
 * The reference's queries of devices. The office's lists read `deviceListings`; what stands here waits for its caller:
 * `findByImei` the stations after production and the office's page of a device; `ofOrder`, `statesOfOrder` its page of an
 * order; `ofCustomer`, `statesOfCustomer` its page of a customer; `inState`, `matching`, `newest` and the counts its reports;
 * `needingNotification` the page of notifications; `ofBatch`, `inCarton`, `onPallet` packing, pallets and shipping;
 * `moveBatch` the warehouse.
 */
export function devicesRepository({ devices }: Pick<Collections, 'devices'>) {
  async function all(filter: Filter<StoredDevice>, limit: number, index?: string): Promise<DeviceRow[]> {
    const found = await hinted(index, (hint) => devices.find(filter, hint).limit(limit).toArray())
    return found.map((document) => readRow(deviceSchema, document))
  }

  async function byState(filter: Filter<StoredDevice>): Promise<ReadonlyMap<string, number>> {
    const groups = await devices
      .aggregate<{ _id: unknown; count: number }>([
        { $match: filter },
        { $group: { _id: '$estado', count: { $sum: 1 } } },
      ])
      .toArray()
    return new Map(groups.map(({ _id, count }) => [String(_id ?? ''), count]))
  }

  const matching = (filter: DeviceFilter, after: Position | null, limit: number): Promise<Page<DeviceRow>> =>
    readPage(devices, deviceSchema, deviceListings.matching(filter), { after, limit })

  return {
    /** The valid one of this IMEI; a legacy duplicate only where there is no other. */
    async findByImei(imei: string): Promise<DeviceRow | null> {
      const first = await devices.findOne({ imei })
      if (first === null) return null
      const device = readRow(deviceSchema, first)
      if (device.valido) return device
      return (await all({ imei }, 5)).find(({ valido }) => valido) ?? device
    },

    ofOrder: (nro_orden: string, after: Position | null, limit: number): Promise<Page<DeviceRow>> =>
      matching({ nro_orden }, after, limit),

    /** The units of one batch, in no order of its own. */
    ofBatch: (nro_orden: string, lote: number, limit = boxLimit): Promise<DeviceRow[]> =>
      all({ nro_orden, lote }, limit, batchIndex),

    ofCustomer: (
      cliente: string,
      estado: DeviceState,
      after: Position | null,
      limit: number,
    ): Promise<Page<DeviceRow>> => matching({ cliente, estado }, after, limit),

    inState: (estado: DeviceState, after: Position | null, limit: number): Promise<Page<DeviceRow>> =>
      matching({ estado }, after, limit),

    /** Packed, and its customer was not told. */
    needingNotification: (after: Position | null, limit: number): Promise<Page<DeviceRow>> =>
      readPage(devices, deviceSchema, deviceListings.needingNotification, { after, limit }),

    matching,

    /** Every device there is, newest first; with a range, those made in it. */
    newest: (where: DatePage): Promise<Page<DeviceRow>> =>
      readPage(devices, deviceSchema, deviceListings.newest, where),

    inCarton: (carton: string): Promise<DeviceRow[]> => all(inCarton(carton), boxLimit),
    onPallet: (pallet: string): Promise<DeviceRow[]> => all(onPallet(pallet), boxLimit),

    /** Reads one index entry per device counted: a million take about half a second. */
    countInStates: (estados: readonly DeviceState[]): Promise<number> =>
      devices.countDocuments({ estado: { $in: [...estados] } }),

    /** Devices in a state that have a customer. */
    countWithCustomer: (estado: DeviceState): Promise<number> =>
      devices.countDocuments({ estado, cliente: { $gt: '' } }),

    countMatching: (filter: DeviceFilter): Promise<number> => devices.countDocuments({ ...filter }),

    /** How many of an order's devices are in each state, from index entries alone. */
    statesOfOrder: (nro_orden: string): Promise<ReadonlyMap<string, number>> => byState({ nro_orden }),

    statesOfCustomer: (cliente: string): Promise<ReadonlyMap<string, number>> => byState({ cliente }),

    /**
     * A batch was carried to another place, all of it. One command; each device carries the act, so that no station
     * takes it for another program's change. It writes no events: whoever calls it leaves them to the duty (a follow-up).
     * @returns how many there were
     */
    async moveBatch(nro_orden: string, lote: number, ubicacion_actual: string, act: string, at: Date): Promise<number> {
      const set = { ubicacion_actual, fecha_actualizacion: at, ose_act: act }
      const { matchedCount } = await hinted(batchIndex, (hint) =>
        devices.updateMany({ nro_orden, lote }, { $set: set }, hint),
      )
      return matchedCount
    },
  }
}

export type DevicesRepository = ReturnType<typeof devicesRepository>
