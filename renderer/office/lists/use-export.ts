import { useCallback, useEffect, useState } from 'react'
import type { ExportState } from '../../../shared/exports.ts'
import { call } from '../../api.ts'

const askEveryMs = 500

/**
 * The export of this PC. It is asked for, because it is nobody's business but this screen's; and only while one runs.
 * @returns the state, and what asks for it anew
 */
export function useExport(wanted: boolean): { readonly state: ExportState | null; readonly look: () => Promise<void> } {
  const [state, setState] = useState<ExportState | null>(null)
  const look = useCallback(async () => {
    const answer = await call('lists.exportState', {})
    if (answer.ok) setState(answer.value.state)
  }, [])
  useEffect(() => {
    if (wanted) void look()
  }, [wanted, look])
  const isRunning = state?.phase === 'running'
  useEffect(() => {
    if (!wanted || !isRunning) return
    const timer = setInterval(() => void look(), askEveryMs)
    return () => clearInterval(timer)
  }, [wanted, isRunning, look])
  return { state, look }
}
