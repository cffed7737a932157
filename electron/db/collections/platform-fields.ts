import type { Device } from '../../../shared/schemas/device.ts'
import type { Pallet } from '../../../shared/schemas/pallet.ts'
import type { SeriesNotification } from '../../../shared/schemas/series-notification.ts'

/*
 * What the platform stores under other names than the reference, all of it in this file: both spellings are written
 * with the same value, and either is read. The platform reads and looks up its own spelling alone.
 */

/** The carton a device is in. The platform's spelling is first: its import changes that one only. */
export function cartonOf(device: Pick<Device, 'carton_id' | 'package_no'>): string | null {
  return device.carton_id ?? device.package_no
}

/** The pallet a device is on. */
export function palletOf(device: Pick<Device, 'pallet_id' | 'num_palet'>): string | null {
  return device.pallet_id ?? device.num_palet
}

/** A pallet's number; those that the platform imports have only its own. */
export function palletNumberOf(pallet: Pick<Pallet, 'pallet_number' | 'pallet_id'>): string | null {
  return pallet.pallet_number ?? pallet.pallet_id
}

type Serial = SeriesNotification['serials'][number]

/** The ICCID in a notification's list of serials. */
export function serialIccidOf(serial: Pick<Serial, 'ccid' | 'iccid'>): string | null {
  return serial.ccid ?? serial.iccid
}

/** What a device in a carton carries; null takes it out. */
export function cartonFields(carton: string | null) {
  return { package_no: carton, carton_id: carton }
}

/** What a device on a pallet carries; null takes it off. */
export function palletFields(pallet: string | null) {
  return { num_palet: pallet, pallet_id: pallet }
}

/** Devices of a carton, whoever wrote them. The two may differ after an import: then the platform's holds. */
export function inCarton(carton: string) {
  return { $or: [{ carton_id: carton }, { carton_id: null, package_no: carton }] }
}

export function onPallet(pallet: string) {
  return { $or: [{ pallet_id: pallet }, { pallet_id: null, num_palet: pallet }] }
}

export function palletNumbered(number: string) {
  return { $or: [{ pallet_number: number }, { pallet_number: null, pallet_id: number }] }
}

/**
 * What a pallet carries so that the platform can read it: without its number under `pallet_id` and a text as
 * `order_number` the platform's list of pallets fails for everybody.
 * @param order the order of all of it, or null when it is mixed
 */
export function platformPallet(
  pallet_number: string,
  order: string | null,
  cartons: readonly string[],
  devices: number,
) {
  return {
    pallet_number,
    pallet_id: pallet_number,
    order_number: order ?? '',
    carton_ids: [...cartons],
    carton_count: cartons.length,
    device_count: devices,
  }
}

/** One serial of a notification, in both spellings: without `iccid` the platform's "repeat" sends no SIM. */
export function serialFields(
  device: { readonly id: string } & Pick<Device, 'imei' | 'ccid' | 'marca' | 'carton_id' | 'package_no'>,
  modelo: string | null,
): Serial & { imei: string } {
  return {
    imei: device.imei,
    ccid: device.ccid,
    iccid: device.ccid,
    package_no: cartonOf(device),
    device_id: device.id,
    marca: device.marca,
    modelo,
  }
}
