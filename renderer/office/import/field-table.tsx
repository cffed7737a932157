import { Paper, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { importFields } from '../../../shared/domain/import/import-fields.ts'
import { fieldText, formText } from './import-words.ts'

/** Every column that a file of this kind may have, and what stands in it. */
export function FieldTable({ kind }: { readonly kind: ImportKind }) {
  const { t } = useTranslation()
  return (
    <Paper withBorder>
      <Table verticalSpacing={4} data-testid="import-fields">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="18rem">{t('import.fields.name')}</Table.Th>
            <Table.Th>{t('import.fields.holds')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {importFields[kind].map(({ name, form, required }) => (
            <Table.Tr key={name}>
              <Table.Td fw={required ? 700 : 400}>
                {fieldText(t, kind, name)}
                {required && ` (${t('import.fields.required')})`}
              </Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{formText(t, form)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
