import { Button, Group, NativeSelect, Paper, Stack, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ImportTableView } from '../../../shared/contract/import.ts'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { importFields } from '../../../shared/domain/import/import-fields.ts'
import { type ImportMapping, missingFields } from '../../../shared/domain/import/import-headers.ts'
import { DataTable } from '../data-table.tsx'
import { fieldText } from './import-words.ts'
import { ProgressView } from './progress-view.tsx'
import type { ImportProgressView } from './use-progress.ts'

export type ReadTable = Extract<ImportTableView, { readonly kind: 'table' }>

interface ColumnsStepProps {
  readonly kind: ImportKind
  readonly file: string
  readonly table: ReadTable
  readonly mapping: ImportMapping
  readonly isChecking: boolean
  readonly progress: ImportProgressView | null
  readonly onMapping: (mapping: ImportMapping) => void
  readonly onSheet: (sheet: string) => void
  readonly onCheck: () => void
  readonly onAnother: () => void
}

/** Which column is what: as it was guessed or remembered, each to be changed. */
export function ColumnsStep(props: ColumnsStepProps) {
  const { t } = useTranslation()
  const { kind, file, table, mapping, isChecking } = props
  const missing = missingFields(kind, mapping)
  const separator = table.separator === '\t' ? t('import.columns.tab') : table.separator

  return (
    <Stack data-testid="import-columns">
      <Group justify="space-between" align="flex-end">
        <div>
          <Text fw={700} style={{ overflowWrap: 'anywhere' }}>
            {t(`import.columns.${table.format}`, { ...table, file, separator })}
          </Text>
          <Text>{t(table.isRemembered ? 'import.columns.remembered' : 'import.columns.guessed')}</Text>
        </div>
        {table.sheets.length > 1 && (
          <NativeSelect
            w="18rem"
            label={t('import.columns.sheet')}
            value={table.sheet}
            disabled={isChecking}
            onChange={(event) => props.onSheet(event.currentTarget.value)}
            data={[...table.sheets]}
            data-testid="import-sheet"
          />
        )}
      </Group>
      <DataTable
        panel
        spacing={4}
        rows={table.columns}
        keyOf={(_, column) => column}
        columns={[
          {
            name: 'title',
            title: t('import.columns.title'),
            cell: ({ title }, column) => titleOf(t, title, column),
            wrap: 'anywhere',
            look: { fw: 600 },
          },
          {
            name: 'samples',
            title: t('import.columns.samples'),
            cell: ({ samples }) => samples.join(' · '),
            wrap: 'anywhere',
          },
          {
            name: 'field',
            title: t('import.columns.field'),
            width: '20rem',
            cell: ({ title }, column) => (
              <FieldChoice
                kind={kind}
                label={t('import.columns.fieldOf', { title: titleOf(t, title, column) })}
                value={mapping[column] ?? ''}
                isDisabled={isChecking}
                onChange={(field) => props.onMapping(changed(mapping, column, field))}
                testId={`import-column-${column}`}
              />
            ),
          },
        ]}
      />
      <Paper withBorder p="sm" pos="sticky" bottom={0} shadow="md" style={{ zIndex: 2 }}>
        {isChecking ? (
          <ProgressView progress={props.progress} cancel={t('import.columns.stop')} />
        ) : (
          <Group justify="space-between">
            <Text c="red" fw={600} role="status" maw="36rem">
              {missing.length > 0 &&
                t('import.columns.missing', { fields: missing.map((name) => fieldText(t, kind, name)).join(', ') })}
            </Text>
            <Group gap="3.5rem">
              <Button variant="default" onClick={props.onAnother} data-testid="import-another">
                {t('import.columns.another')}
              </Button>
              <Button disabled={missing.length > 0} onClick={props.onCheck} data-testid="import-check">
                {t('import.columns.check')}
              </Button>
            </Group>
          </Group>
        )}
      </Paper>
    </Stack>
  )
}

function titleOf(t: TFunction, title: string, column: number): string {
  return title === '' ? t('import.columns.untitled', { number: column + 1 }) : title
}

interface FieldChoiceProps {
  readonly kind: ImportKind
  readonly label: string
  readonly value: string
  readonly isDisabled: boolean
  readonly onChange: (field: string) => void
  readonly testId: string
}

function FieldChoice({ kind, label, value, isDisabled, onChange, testId }: FieldChoiceProps) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      disabled={isDisabled}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: t('import.columns.none') },
        ...importFields[kind].map(({ name, required }) => ({
          value: name,
          label: `${fieldText(t, kind, name)}${required ? ` (${t('import.fields.required')})` : ''}`,
        })),
      ]}
      data-testid={testId}
    />
  )
}

/** A field is one column's: whoever had it before gives it up. */
function changed(mapping: ImportMapping, column: number, field: string): ImportMapping {
  const chosen = field === '' ? null : field
  return mapping.map((before, index) => {
    if (index === column) return chosen
    return before !== null && before === chosen ? null : before
  })
}
