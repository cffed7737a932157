import { useEffect, useState } from 'react'

/** Whole seconds until a moment of this PC's clock, epoch ms; never less than 0. */
export function useSecondsLeft(until: number): number {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 500)
    return () => clearInterval(timer)
  }, [])
  // Not the time of the last tick: a moment that was just put off would be further away than it can be.
  return Math.max(0, Math.ceil((until - Date.now()) / 1000))
}
