import { setTimeout as sleep } from 'node:timers/promises'
import type { StationWord } from '../../shared/stations.ts'
import { assembleStation, type StationDeskDependencies } from './assembly.ts'
import { entryOfKept } from './entry.ts'
import { freshMemory } from './memory.ts'
import { openStationOf } from './open-station.ts'
import { recall } from './recall.ts'
import type { RunOf } from './slices.ts'

/** What waits goes on at the next start; nobody waits longer for the end of the program, ms. */
const drainMs = 2000

/** This PC's station as the rest of the program has it: recalled from the journal, put together, and its ways in. */
export async function createStationDesk(dependencies: StationDeskDependencies) {
  const { journal, link, plant, workplace, offered, actor } = dependencies
  const recalled = await recall(journal, { workplace: workplace(), plant: plant(), offered: offered() })
  const parts = await assembleStation(dependencies, recalled)
  const { held, station, conflicts, knownReader, writer, numbers, runs, submits, connection, toldState } = parts

  for (const { seq, act } of recalled.kept) submits.submitAgain(entryOfKept(seq, act, plant()), act)
  void station.replay(recalled.unanswered)

  return {
    station,
    state: toldState.state,
    connected: connection.connected,
    changed: parts.changed,
    supervised: station.supervise,
    /** The slice's own, for the commands of its page. */
    at: <Word extends StationWord>(word: Word): RunOf<Word> => runs[word] as RunOf<Word>, // opened from the same row

    /** Somebody else stands there now: what a supervisor's badge was offered for besides is over; a refusal still stands. */
    async personChanged(): Promise<void> {
      await station.later(() => {
        held.change({ offer: null })
        openStationOf({ held, runs, offered }, actor())
      })
    },

    /** This PC is leaving its database: nothing of what was open, counted or leased there is true of another. */
    async databaseLeft(): Promise<void> {
      await station.later(async () => {
        const { seq } = held.memory()
        held.change({ ...freshMemory(workplace(), offered()), seq })
        for (const run of Object.values(runs)) run.left?.()
        await Promise.all([knownReader.forget(), numbers.forget()])
      })
    },

    conflicts: conflicts.list,
    async resolveConflict(id: string, by: string, reason: string): Promise<boolean> {
      const resolved = await conflicts.resolve(id, by, reason)
      await conflicts.count()
      return resolved
    },

    /** Ends cleanly: the slices give back what they hold while the database is there; what waits stays in the journal. */
    async close(): Promise<void> {
      for (const part of [connection, knownReader, parts.notices, toldState]) part.close()
      await station.idle()
      for (const run of Object.values(runs)) await run.close?.()
      if (!link.isAway()) await Promise.race([writer.drained(), sleep(drainMs)])
      writer.stop()
      await station.idle()
      await station.keep()
    },
  }
}

export type StationDesk = Awaited<ReturnType<typeof createStationDesk>>
