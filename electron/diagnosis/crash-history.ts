import { join } from 'node:path'
import { readIfThere, writeAtomically } from '../files/atomic-file.ts'

/** A crash this soon after the start has to do with starting. */
export const earlyMs = 60_000
const crashesToSafeMode = 2
const crashesToStop = 4

/** How often the program crashed soon after its start, one start after another. */
export interface CrashHistory {
  /** Without scanners, whose drivers are what most often breaks a start. */
  readonly safeMode: boolean
  /** The main process cannot go on. @returns whether starting again is worth it. */
  readonly crashed: () => boolean
  /** To be called after `earlyMs`: the next crash is the first again. */
  readonly lasted: () => void
}

/**
 * Reads `crashes.json`. Only what the program itself saw counts: a power cut or a killed process is no crash, and must
 * not take the scanners away.
 */
export function openCrashHistory(folder: string, now: () => number = Date.now): CrashHistory {
  const file = join(folder, 'crashes.json')
  const startedAt = now()
  const before = earlyCrashes(file)
  const write = (early: number): boolean => {
    try {
      writeAtomically(file, `${JSON.stringify({ early })}\n`, false)
      return true
    } catch {
      return false
    }
  }
  return {
    safeMode: before >= crashesToSafeMode,
    crashed() {
      const early = now() - startedAt < earlyMs ? before + 1 : 1
      // On a full disk nothing would stop the starting again.
      return write(early) && early < crashesToStop
    },
    lasted: () => void (before > 0 && write(0)),
  }
}

function earlyCrashes(file: string): number {
  try {
    const value: unknown = JSON.parse(readIfThere(file)?.toString('utf8') ?? '{}')
    if (typeof value === 'object' && value !== null && 'early' in value && typeof value.early === 'number')
      return value.early
  } catch {
    // Unreadable is as good as none.
  }
  return 0
}
