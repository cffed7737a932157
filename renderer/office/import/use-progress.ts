import type { Output } from '../../../shared/contract/index.ts'
import { useAnswer } from '../../asking/use-answer.ts'

export type ImportProgressView = Output<'import.progress'>

const askEveryMs = 250

/** How far the import is, asked for while something runs; null until the first answer. */
export function useProgress(isRunning: boolean): ImportProgressView | null {
  const everyMs = () => askEveryMs
  return useAnswer('import.progress', {}, { occasion: isRunning && 'running', everyMs, startsEmpty: true }).good
}
