import type { ResumeToken } from 'mongodb'
import type { Log } from '../../log/log.ts'
import type { SeenChange } from './foreign-log.ts'

/** Changes are taken together so long: an import of thousands is a few writes of ours, not thousands. */
const gatherMs = 300
/** Changes in one go. */
const together = 500

/** What is done with what another program changed. */
export interface ForeignListener {
  /** Orders whose devices or figures another program changed. */
  readonly onForeign: (order_numbers: readonly string[]) => Promise<void>
  /** Changes may have been missed: nobody watched, or one cannot be told to an order. */
  readonly onGap: () => Promise<void>
  readonly note: (changes: readonly SeenChange[]) => Promise<void>
}

interface ForeignQueueParts<Change extends { readonly _id: ResumeToken }> {
  readonly listener: ForeignListener
  readonly seen: (change: Change) => Promise<readonly SeenChange[]>
  /** A change and all before it are done. */
  readonly onDone: (token: ResumeToken) => Promise<void>
  /** Nothing waits. */
  readonly onIdle: () => Promise<void>
  /** What was worked on could not be done. */
  readonly onFailed: () => void
  readonly log: Log
}

/** The changes that came of one stream, worked through in their order until it is stopped. */
export function createForeignQueue<Change extends { readonly _id: ResumeToken }>(parts: ForeignQueueParts<Change>) {
  const { listener } = parts
  let waiting: Change[] = []
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  async function work(): Promise<void> {
    while (!isStopped && waiting.length > 0) {
      const changes = waiting.splice(0, together)
      const seen: SeenChange[] = []
      for (const change of changes) seen.push(...(await parts.seen(change)))
      const numbers = new Set(seen.flatMap(({ order_number }) => order_number ?? []))
      if (numbers.size > 0) await listener.onForeign([...numbers])
      if (seen.some(({ operation, order_number }) => operation === 'delete' && order_number === null)) {
        await listener.onGap()
      }
      await listener.note(seen)
      const last = changes.at(-1)
      if (last !== undefined) await parts.onDone(last._id)
    }
    if (!isStopped) await parts.onIdle()
  }

  function gather(): void {
    timer = setTimeout(() => {
      work().then(
        () => (isStopped ? undefined : gather()),
        (error: unknown) => {
          parts.log('foreign-change.failed', { error })
          parts.onFailed()
        },
      )
    }, gatherMs)
  }
  gather()

  return {
    add(change: Change): void {
      if (!isStopped) waiting.push(change)
    },
    isStopped: (): boolean => isStopped,
    /** What is worked on now is brought to its end; what waits comes again with the next stream. */
    stop(): void {
      isStopped = true
      waiting = []
      clearTimeout(timer)
    },
  }
}
