import { useTranslation } from 'react-i18next'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { importFields } from '../../../shared/domain/import/import-fields.ts'
import { DataTable } from '../data-table.tsx'
import { fieldText, formText } from './import-words.ts'

/** Every column that a file of this kind may have, and what stands in it. */
export function FieldTable({ kind }: { readonly kind: ImportKind }) {
  const { t } = useTranslation()
  return (
    <DataTable
      panel
      spacing={4}
      marks={{ 'data-testid': 'import-fields' }}
      rows={importFields[kind]}
      keyOf={({ name }) => name}
      columns={[
        {
          name: 'name',
          title: t('import.fields.name'),
          width: '18rem',
          cell: ({ name, required }) => (
            <>
              {fieldText(t, kind, name)}
              {required && ` (${t('import.fields.required')})`}
            </>
          ),
          look: ({ required }) => ({ fw: required ? 700 : 400 }),
        },
        { name: 'holds', title: t('import.fields.holds'), cell: ({ form }) => formText(t, form), wrap: 'anywhere' },
      ]}
    />
  )
}
