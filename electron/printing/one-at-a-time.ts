import { setTimeout as sleep } from 'node:timers/promises'
import { nothing, orAfter } from '../waiting/or-after.ts'

/**
 * Work that nobody waits for: one piece at a time, in the order given, none dropped however many wait.
 * @param restMs before each piece
 * @param onBug what the work threw; the next piece is taken all the same
 */
export function oneAtATime<Piece>(
  work: (piece: Piece) => Promise<void>,
  restMs: number,
  onBug: (error: unknown) => void,
) {
  const waiting: Piece[] = []
  let working: Promise<void> | null = null
  let isStopping = false

  async function takeAll(): Promise<void> {
    while (waiting.length > 0) {
      if (!isStopping) await sleep(restMs)
      for (const piece of waiting.splice(0, 1)) await work(piece).catch(onBug)
    }
    working = null
  }

  return {
    /** @returns how many wait. */
    add(piece: Piece): number {
      waiting.push(piece)
      working ??= takeAll()
      return waiting.length
    },

    /** What waits is still done, without rest, as long as that takes no longer. @returns what is left. */
    async stop(ms: number): Promise<readonly Piece[]> {
      isStopping = true
      if (working !== null) await orAfter(ms, working, nothing)
      return waiting.splice(0)
    },
  }
}
