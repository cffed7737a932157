import { useEffect, useState } from 'react'
import { stationNow } from '../station-time.ts'

/** The station's time, epoch ms, renewed every `everyMs` while `running`; a stopped clock costs nothing. */
export function useNow(everyMs: number, running: boolean): number {
  const [now, setNow] = useState(stationNow)
  useEffect(() => {
    if (!running) return
    setNow(stationNow())
    const timer = setInterval(() => setNow(stationNow()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, running])
  return now
}
