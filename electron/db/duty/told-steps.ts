import type { ToldStep } from '../../../shared/domain/foreign-change.ts'
import type { Collections } from '../collections/collections.ts'

/** A unit's life has a few dozen events; what is older does not matter to what it is now. */
const eventsPerDevice = 50

/** The events of each device, newest first. @param ids of devices, as text */
export async function stepsOf(
  { deviceEvents }: Pick<Collections, 'deviceEvents'>,
  ids: readonly string[],
): Promise<Map<string, ToldStep[]>> {
  const steps = new Map<string, ToldStep[]>()
  const events = deviceEvents
    .find({ device_id: { $in: [...new Set(ids)] } })
    .project({ device_id: 1, estado_anterior: 1, estado_nuevo: 1, data: 1 })
    // Two of one moment are told apart by their ids, which were made in the order of the acts.
    .sort({ device_id: 1, timestamp: -1, _id: -1 })
  for await (const event of events) {
    const of = steps.get(event['device_id']) ?? []
    if (of.length === 0) steps.set(event['device_id'], of)
    if (of.length >= eventsPerDevice) continue
    of.push({
      estado_anterior: text(event['estado_anterior']),
      estado_nuevo: text(event['estado_nuevo']),
      isOurs: typeof event['data']?.act === 'string',
      undoes: event['data']?.act_kind === 'undo',
    })
  }
  return steps
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
