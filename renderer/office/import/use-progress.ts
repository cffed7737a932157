import { useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { call } from '../../api.ts'

export type ImportProgressView = Output<'import.progress'>

const askEveryMs = 250

/** How far the import is, asked for while something runs; null until the first answer. */
export function useProgress(isRunning: boolean): ImportProgressView | null {
  const [progress, setProgress] = useState<ImportProgressView | null>(null)
  useEffect(() => {
    if (!isRunning) return setProgress(null)
    let isOver = false
    const look = async () => {
      const answer = await call('import.progress', {})
      if (answer.ok && !isOver) setProgress(answer.value)
    }
    void look()
    const timer = setInterval(() => void look(), askEveryMs)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [isRunning])
  return progress
}
