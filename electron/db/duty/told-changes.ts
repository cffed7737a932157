import { BSON } from 'mongodb'
import type { Log } from '../../log/log.ts'
import { collectionNames } from '../collections/collections.ts'
import type { Notice } from '../notices/notice.ts'
import type { PlantChange } from './plant-stream.ts'

/** A larger order is read by whoever has it open, bytes. */
const largestDocument = 64 * 1024

export interface ToldChangesParts {
  readonly tell: (notices: readonly Notice[]) => Promise<void>
  /** The duty's own fold of an order, which tells its figures itself; by the time that it sets. */
  readonly isOwnFold: (at: Date) => boolean
  readonly log: Log
}

/** What the watch sees of orders, product references and conflicts, told to the stations at once. */
export function createToldChanges({ tell, isOwnFold, log }: ToldChangesParts) {
  let waiting: Notice[] = []
  let isTelling = false

  /** While one is on its way the next gather: many changes are few writes. */
  async function tellAll(): Promise<void> {
    if (isTelling) return
    isTelling = true
    try {
      while (waiting.length > 0) await tell(waiting.splice(0))
    } catch (error) {
      log('plant-watch.not-told', { error })
    } finally {
      isTelling = false
    }
  }

  return {
    seen(change: PlantChange): void {
      const notice = noticeOf(change, isOwnFold)
      if (notice === null) return
      waiting.push(notice)
      void tellAll()
    },
    /** Nobody watched for a while. Where it cannot be told the stations read every second anyway. */
    gap: (): Promise<void> =>
      tell([{ what: 'gap' }]).catch((error: unknown) => void log('plant-watch.not-told', { error })),
    stop(): void {
      waiting = []
    },
  }
}

function noticeOf(change: PlantChange, isOwnFold: (at: Date) => boolean): Notice | null {
  if (!('documentKey' in change)) return null
  const document = 'fullDocument' in change ? (change.fullDocument ?? null) : null
  switch (change.ns.coll) {
    case collectionNames.conflicts:
      return typeof document?.['station'] === 'string' ? { what: 'conflicts', station: document['station'] } : null
    case collectionNames.references:
      return { what: 'reference' }
    case collectionNames.orders:
      break
    default:
      return null
  }
  const id = String(change.documentKey._id)
  const changed = change.operationType === 'update' ? (change.updateDescription.updatedFields ?? {}) : null
  const onlyFigures = changed !== null && Object.keys(changed).every(isFigure)
  if (onlyFigures) {
    const at: unknown = changed['updated_at']
    return at instanceof Date && isOwnFold(at) ? null : { what: 'order', id, onlyFigures }
  }
  const isLarge = document !== null && BSON.calculateObjectSize(document) > largestDocument
  return isLarge ? { what: 'order', id, onlyFigures } : { what: 'order', id, document, onlyFigures }
}

function isFigure(field: string): boolean {
  return /^(?:produced|approved|rejected|updated_at|batches\.\d+\.produced)$/.test(field)
}
