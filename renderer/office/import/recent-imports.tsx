import { Fieldset, Table } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { RecentImport } from '../../../shared/contract/import.ts'
import { momentText } from '../../sentence.ts'

/** What came of the last imports, also of one whose end nobody saw. */
export function RecentImports({ imports }: { readonly imports: readonly RecentImport[] }) {
  const { t, i18n } = useTranslation()
  if (imports.length === 0) return null
  return (
    <Fieldset legend={t('import.recent.title')} data-testid="import-recent">
      <Table verticalSpacing="xs" tabularNums>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('import.recent.when')}</Table.Th>
            <Table.Th>{t('import.recent.file')}</Table.Th>
            <Table.Th>{t('import.recent.who')}</Table.Th>
            <Table.Th>{t('import.recent.came')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {imports.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{momentText(i18n.language, one.at)}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {t(`import.kinds.${one.kind}`)} · {one.file}
              </Table.Td>
              <Table.Td>{one.employee}</Table.Td>
              <Table.Td>{outcomeText(t, one)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
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
