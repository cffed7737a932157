import { Fieldset } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { RecentImport } from '../../../shared/contract/import.ts'
import { momentText } from '../../sentence.ts'
import { DataTable } from '../data-table.tsx'

/** What came of the last imports, also of one whose end nobody saw. */
export function RecentImports({ imports }: { readonly imports: readonly RecentImport[] }) {
  const { t, i18n } = useTranslation()
  if (imports.length === 0) return null
  return (
    <Fieldset legend={t('import.recent.title')} data-testid="import-recent">
      <DataTable
        spacing="xs"
        tabularNums
        rows={imports}
        keyOf={(one) => one.id}
        columns={[
          {
            name: 'when',
            title: t('import.recent.when'),
            cell: (one) => momentText(i18n.language, one.at),
            wrap: 'never',
          },
          {
            name: 'file',
            title: t('import.recent.file'),
            cell: (one) => (
              <>
                {t(`import.kinds.${one.kind}`)} · {one.file}
              </>
            ),
            wrap: 'anywhere',
          },
          { name: 'who', title: t('import.recent.who'), cell: (one) => one.employee },
          { name: 'came', title: t('import.recent.came'), cell: (one) => outcomeText(t, one) },
        ]}
      />
    </Fieldset>
  )
}

function outcomeText(t: TFunction, { state, stored, rows, isCancelled, isRecovered }: RecentImport): string {
  const isOpen = state === 'writing' || state === 'stored'
  const word = isOpen ? 'writing' : state === 'undone' && stored === 0 ? 'undone' : 'done'
  const parts = [t(`import.recent.${word}`, { stored, rows })]
  if (isCancelled) parts.push(t('import.recent.cancelled'))
  if (isRecovered) parts.push(t('import.recent.recovered'))
  return parts.join(' · ')
}
