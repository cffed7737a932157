import { expect, test, vi } from 'vitest'
import type { SeenChange } from './foreign-log.ts'
import { createForeignQueue } from './foreign-queue.ts'

const listener = { onForeign: async () => undefined, onGap: async () => undefined, note: async () => undefined }

test('a queue whose stream was lost while it worked brings that to its end, and does nothing after it', async () => {
  let finish: (seen: readonly SeenChange[]) => void = () => undefined
  const begun: string[] = []
  const [onDone, onIdle, onFailed] = [vi.fn(async () => undefined), vi.fn(async () => undefined), vi.fn()]
  const queue = createForeignQueue<{ readonly _id: string }>({
    listener,
    seen: ({ _id }) => {
      begun.push(_id)
      return new Promise((resolve) => {
        finish = resolve
      })
    },
    onDone,
    onIdle,
    onFailed,
    log: () => 'log-id',
  })
  queue.add({ _id: 'before' })
  await vi.waitFor(() => expect(begun).toEqual(['before']))
  queue.add({ _id: 'waiting' })
  queue.stop()
  queue.add({ _id: 'late' })
  finish([])
  await vi.waitFor(() => expect(onDone.mock.calls).toEqual([['before']]))
  // Longer than it gathers.
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(begun).toEqual(['before'])
  expect(onIdle).not.toHaveBeenCalled()
  expect(onFailed).not.toHaveBeenCalled()
})
