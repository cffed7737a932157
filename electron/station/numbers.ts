import { type NumberBlock, type NumberName, numberKey, numberNameOf } from '../../shared/station/numbers.ts'
import { numberBlocksSchema } from '../../shared/station/state-schema.ts'
import { isAway as isAwayError } from '../db/connection/transaction.ts'
import type { NumbersRepository } from '../db/leases/numbers.ts'
import { newId } from './ids.ts'
import { soonOrAway } from './patience.ts'
import type { Writer } from './writer.ts'

export interface NumbersParts {
  /** The station's memory, where the blocks stand between two starts. */
  readonly held: {
    readonly memory: () => { readonly numbers: Readonly<Record<string, NumberBlock>> }
    readonly change: (part: { readonly numbers: Readonly<Record<string, NumberBlock>> }) => void
  }
  readonly onSession: Writer['onSession']
  readonly isAway: () => boolean
  /** Of this PC: who leases. */
  readonly code: () => string
  readonly failed: (error: unknown) => void
  readonly kept: { readonly read: () => Promise<string | null>; readonly write: (text: string) => Promise<void> }
}

/**
 * The running numbers that this PC holds. How far they are used is part of its memory, and a block is on the disk before
 * the first of it is: after a crash the same scan takes the same number, whether or not the database is there.
 */
export async function createNumbers({ held, onSession, isAway, code, failed, kept }: NumbersParts) {
  let repository: NumbersRepository | null = null
  const coming = new Map<string, Promise<NumberBlock>>()
  const arrived = new Map(Object.entries(keptBlocks(await kept.read())))

  /** The memory's block; where that is used up, one that was fetched after it: blocks only rise. */
  function blockOf(name: NumberName): NumberBlock | null {
    const key = numberKey(name)
    const known = held.memory().numbers[key]
    if (known !== undefined && known.next <= known.to) return known
    const fresh = arrived.get(key)
    return fresh === undefined || (known !== undefined && fresh.to <= known.to) ? null : fresh
  }

  /** Whoever asks while a block is on its way waits for that one. */
  function fetch(name: NumberName, blockSize: number, from: NumbersRepository): Promise<NumberBlock> {
    const key = numberKey(name)
    const known = coming.get(key)
    if (known !== undefined) return known
    const request = newId(Date.now())
    const block = onSession((session) => from.takeBlock(session, name, code(), blockSize, request))
      .then(async (taken) => {
        await kept.write(JSON.stringify({ ...Object.fromEntries(arrived), [key]: taken }))
        arrived.set(key, taken)
        return taken
      })
      .finally(() => coming.delete(key))
    coming.set(key, block)
    return block
  }

  return {
    /** A database that was restored may give this PC's numbers to another: before it can, it is told how far they go. */
    async connect(next: NumbersRepository): Promise<void> {
      for (const [key, { to }] of [...arrived, ...Object.entries(held.memory().numbers)]) {
        const name = numberNameOf(key)
        if (name !== null) await next.raiseTo(name, to)
      }
      repository = next
    },

    /**
     * The next number; in a turn alone. @returns null where this PC holds none and the database is away, or silent
     */
    async take(name: NumberName, blockSize: number): Promise<number | null> {
      let block = blockOf(name)
      if (block === null) {
        const from = repository
        if (from === null || isAway()) return null
        block = await soonOrAway(fetch(name, blockSize, from)).catch((error: unknown) => {
          if (!isAwayError(error)) throw error
          return null
        })
        if (block === null) return null
      }
      const used = { ...block, next: block.next + 1 }
      held.change({ numbers: { ...held.memory().numbers, [numberKey(name)]: used } })
      return block.next
    },

    /** The database was left: another one counts for itself. */
    async forget(): Promise<void> {
      repository = null
      arrived.clear()
      await kept.write('{}')
    },

    /** Fetches a block in the background where none is held: then no scan waits for it, nor finds the database away. */
    prepare(name: NumberName, blockSize: number): void {
      const from = repository
      if (from !== null && !isAway() && blockOf(name) === null) fetch(name, blockSize, from).catch(failed)
    },
  }
}

export type Numbers = Awaited<ReturnType<typeof createNumbers>>

/** What cannot be read is lost: gaps are allowed. */
function keptBlocks(text: string | null): Readonly<Record<string, NumberBlock>> {
  try {
    return numberBlocksSchema.safeParse(JSON.parse(text ?? '{}')).data ?? {}
  } catch {
    return {}
  }
}
