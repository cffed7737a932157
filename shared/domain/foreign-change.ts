/** What another program did to the data, as a station saw it. The first three lost something of ours. */
export const foreignWhats = [
  'estado-reverted',
  'brought-back',
  'status-reverted',
  'deleted',
  'added',
  'changed',
] as const
export type ForeignWhat = (typeof foreignWhats)[number]

/** Those that a repair is offered for. */
export const lossWhats = [
  'estado-reverted',
  'brought-back',
  'status-reverted',
] as const satisfies readonly ForeignWhat[]
export type LossWhat = (typeof lossWhats)[number]

/** An event of a device as the rule needs it: the platform's own have no states and no act of ours. */
export interface ToldStep {
  readonly estado_anterior: string | null
  readonly estado_nuevo: string | null
  /** An act of one of our stations. */
  readonly isOurs: boolean
  /** The act was an undo: of a registration, where it leads to no state. */
  readonly undoes: boolean
}

export type DeviceLoss =
  /** `estado` is one that the device had before our last act: somebody stored what he had read earlier. */
  | { readonly what: 'estado-reverted'; readonly stored: string; readonly told: string }
  /** Its registration was undone, and the device is there. */
  | { readonly what: 'brought-back' }

/**
 * Whether a device is stored as it was before our last act.
 * @param events of this device, newest first. An event of another program after our last act means that it acted on
 * purpose (a notification, say), and what it stored holds. So does a state that the device never had before.
 */
export function deviceLoss(stored: string, events: readonly ToldStep[]): DeviceLoss | null {
  const [last, ...before] = events
  if (last === undefined || !last.isOurs) return null
  if (last.undoes && last.estado_nuevo === null) return { what: 'brought-back' }
  const told = last.estado_nuevo
  if (told === null || told === stored) return null
  const had = new Set([last.estado_anterior, ...before.flatMap((one) => [one.estado_anterior, one.estado_nuevo])])
  return had.has(stored) ? { what: 'estado-reverted', stored, told } : null
}
