import type { Device } from '../../schemas/device.ts'
import type { DeviceState } from '../../schemas/stored-words.ts'

/** A device as the rules of a check need it; `id` is the document's, as text. */
export interface CheckedDevice
  extends Pick<
    Device,
    | 'estado'
    | 'package_no'
    | 'carton_id'
    | 'codigo_innerbox'
    | 'num_palet'
    | 'pallet_id'
    | 'cliente'
    | 'notificado'
    | 'valido'
    | 'ose_act'
  > {
  readonly id: string
}

const isGiven = (text: string | null): boolean => text !== null && text !== ''

/** Packed, and in no carton, inner box or pallet. */
export function isPackedWithoutBox(device: CheckedDevice): boolean {
  if (device.estado !== 'empaquetado' || device.valido === false) return false
  const { package_no, carton_id, codigo_innerbox, num_palet, pallet_id } = device
  return ![package_no, carton_id, codigo_innerbox, num_palet, pallet_id].some(isGiven)
}

const beforePacking: ReadonlySet<string> = new Set<DeviceState>([
  'en_produccion',
  'control_calidad',
  'rechazado',
  'aprobado',
])

/**
 * In a carton, and its `estado` says that it is not packed. Not what the platform does: its imports make `aprobado` or
 * `en_produccion` for units that are packed already (no act of ours ever wrote those), and a unit that came back
 * (`rma`, then quality) still names the carton in which it once left.
 */
export function isBoxedNotPacked(device: CheckedDevice): boolean {
  if (!beforePacking.has(device.estado) || device.valido === false || device.ose_act === null) return false
  if (device.notificado || isGiven(device.cliente)) return false
  return isGiven(device.carton_id) || isGiven(device.package_no)
}

/** Only an approved one belongs into a box: the others have to be looked at. */
export function canBePacked(device: Pick<CheckedDevice, 'estado'>): boolean {
  return device.estado === 'aprobado'
}

/** Which of the two spellings of carton and pallet say different things. After an import the platform's holds. */
export function differingSpellings(
  device: Pick<CheckedDevice, 'carton_id' | 'package_no' | 'pallet_id' | 'num_palet'>,
): { readonly field: 'package_no' | 'num_palet'; readonly before: string; readonly after: string }[] {
  const pairs = [
    { field: 'package_no', before: device.package_no, after: device.carton_id },
    { field: 'num_palet', before: device.num_palet, after: device.pallet_id },
  ] as const
  return pairs.flatMap(({ field, before, after }) =>
    before !== null && after !== null && before !== '' && after !== '' && before !== after
      ? [{ field, before, after }]
      : [],
  )
}

/** How far a unit is on its way; what left the plant's floor is never taken for the superfluous one. */
const floor: readonly DeviceState[] = ['en_produccion', 'control_calidad', 'rechazado', 'aprobado']

export interface Duplicate {
  readonly id: string
  readonly estado: string
  /** Epoch ms; 0 where there is none. */
  readonly madeAt: number
  /** Read again at station 2, with this ICCID. */
  readonly isVerified: boolean
}

function isFurther(device: Duplicate): boolean {
  return !floor.some((estado) => estado === device.estado)
}

const earliest = (left: Duplicate, right: Duplicate): number =>
  left.madeAt - right.madeAt || (left.id < right.id ? -1 : 1)

/**
 * Of several documents with one IMEI, the one that stays the device: the only one that went on from the floor (packed,
 * shipped, in service …), else the one that was made first. Null: two of them went on, and only a person can tell.
 */
export function deviceToKeep(devices: readonly Duplicate[]): Duplicate | null {
  const further = devices.filter(isFurther)
  if (further.length > 1) return null
  return further[0] ?? [...devices].sort(earliest)[0] ?? null
}

/**
 * Of several units with one ICCID, the one that keeps it: the only one that station 2 has read again, else the one that
 * was made first. Which SIM the others have is not in the data.
 */
export function iccidToKeep(devices: readonly Duplicate[]): Duplicate | null {
  const verified = devices.filter((device) => device.isVerified)
  const among = verified.length === 1 ? verified : devices
  return [...among].sort(earliest)[0] ?? null
}

/** Stands among the `errores` of a device that came back after its registration was undone: the unit is not registered. */
export const undoneNote = 'Registro deshecho'

/** `errores` with one more note; what stands there stays. */
export function withError(errores: readonly string[] | null | undefined, note: string): string[] {
  const before = [...(errores ?? [])]
  return before.includes(note) ? before : [...before, note]
}
