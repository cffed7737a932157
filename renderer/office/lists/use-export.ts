import type { ExportState } from '../../../shared/exports.ts'
import { useAnswer } from '../../asking/use-answer.ts'

const askEveryMs = 500

/**
 * The export of this PC. It is asked for, because it is nobody's business but this screen's; and only while one runs.
 * @returns the state, and what asks for it anew
 */
export function useExport(wanted: boolean): { readonly state: ExportState | null; readonly look: () => Promise<void> } {
  const { good, reload } = useAnswer(
    'lists.exportState',
    {},
    { occasion: wanted && 'shown', everyMs: (last) => (last?.state?.phase === 'running' ? askEveryMs : false) },
  )
  return { state: good?.state ?? null, look: reload }
}
