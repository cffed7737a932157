import { commonNotices, type Notice } from '../notices.ts'
import { signs } from '../stations/index.ts'

const all: ReadonlyMap<string, Notice> = new Map(
  [commonNotices, ...Object.values(signs).map(({ notices }) => notices)].flatMap((table) => Object.entries(table)),
)

/** How a word looks and sounds. One that no table has is a bug of ours, and is shown as one. */
export function noticeFor(word: string): Notice {
  return all.get(word) ?? commonNotices.internal
}
