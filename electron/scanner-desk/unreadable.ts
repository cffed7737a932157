import type { Discard } from '../scanners/manager.ts'
import type { Station } from '../station/station.ts'

/** Fewer bytes than any code of ours has: a spark on the line, which nobody scanned. */
const shortestPiece = 4
/** A line that is set wrong would speak without end, ms. */
const sayAgainMs = 1500

/** Tells the person at the station that a code has to be read again, unless it was only noise or was just said. */
export function createUnreadable(station: Pick<Station, 'say'>) {
  const saidAt = new Map<string, number>()
  return {
    say({ scannerId, reason, raw }: Discard, now: number): void {
      if (reason === 'incomplete' && raw !== undefined && raw.length < shortestPiece) return
      if (now - (saidAt.get(scannerId) ?? 0) < sayAgainMs) return
      saidAt.set(scannerId, now)
      void station.say(reason === 'incomplete' ? 'scan-incomplete' : 'scan-too-long')
    },
  }
}
