import type { TFunction } from 'i18next'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { keptRows } from '../../../shared/domain/import/import-file.ts'
import { call } from '../../api.ts'
import type { Outcome } from '../outcome-notice.tsx'
import { fieldText, problemText } from './import-words.ts'

const atOnce = 200
const longestCell = 2000

/** The rows that are not imported, each with the reasons in the person's words, as a file to correct the other by. */
export async function keepRefused(t: TFunction, kind: ImportKind): Promise<Outcome> {
  const lines: string[][] = []
  let titles: string[] = []
  for (let total = 1; lines.length < Math.min(total, keptRows); ) {
    const answer = await call('import.rows', { from: lines.length, count: atOnce, only: 'refused' })
    if (!answer.ok) return { done: false, key: 'import.choose.notMade', failure: answer.error }
    const { rows, fields } = answer.value
    total = Math.min(answer.value.total, keptRows)
    titles = [t('import.preview.row'), ...fields.map((field) => fieldText(t, kind, field)), t('import.preview.why')]
    if (rows.length === 0) break
    for (const { row, cells, problems } of rows) {
      const why = problems.map((problem) => problemText(t, kind, problem)).join(' ')
      lines.push([String(row), ...cells, why.slice(0, longestCell)])
    }
  }
  const answer = await call('import.keep', { kind, table: 'refused', rows: [titles, ...lines.slice(0, keptRows)] })
  return answer.ok
    ? { done: true, key: 'import.preview.kept', file: answer.value.file }
    : { done: false, key: 'import.choose.notMade', failure: answer.error }
}
