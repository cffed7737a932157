import type { Device } from '../../../shared/schemas/device.ts'
import type { Pallet } from '../../../shared/schemas/pallet.ts'

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
