import { Alert, Button, Group, List, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckedImport } from '../../../shared/contract/import.ts'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import type { ImportMode } from '../../../shared/domain/import/import-file.ts'
import { type Outcome, OutcomeNotice } from '../outcome-notice.tsx'
import { fieldText } from './import-words.ts'
import { keepRefused } from './keep-refused.ts'
import { PreviewRows } from './preview-rows.tsx'

interface PreviewStepProps {
  readonly kind: ImportKind
  readonly checked: CheckedImport
  readonly onBack: () => void
  readonly onRun: (mode: ImportMode) => void
}

const shownReasons = 3

/** What would happen, in numbers and row by row; and the two ways to have it done. */
export function PreviewStep({ kind, checked, onBack, onRun }: PreviewStepProps) {
  const { t } = useTranslation()
  const { rows, create, stored, refused, reasons } = checked
  const bad = stored + refused
  const [only, setOnly] = useState<'all' | 'refused'>(bad > 0 ? 'refused' : 'all')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const sum = create === 0 ? 'noneGood' : bad === 0 ? 'allGood' : 'someGood'

  return (
    <Stack data-testid="import-preview">
      <Alert color={create === 0 ? 'red' : bad === 0 ? 'green' : 'yellow'} variant="outline" role="status">
        <Text fw={700}>{t(`import.preview.${sum}`, { rows, create })}</Text>
      </Alert>
      <SimpleGrid cols={3}>
        <Count text={t('import.preview.create')} count={create} testId="import-count-create" />
        <Count text={t('import.preview.stored')} count={stored} testId="import-count-stored" />
        <Count text={t('import.preview.refused')} count={refused} testId="import-count-refused" />
      </SimpleGrid>
      {reasons.length > 0 && (
        <div>
          <Text fw={700}>{t('import.preview.reasons')}</Text>
          <List>
            {reasons.slice(0, shownReasons).map(({ field, reason, count }) => (
              <List.Item key={`${field} ${reason}`}>
                {t('import.preview.reason', {
                  field: fieldText(t, kind, field),
                  reason: t(`import.why.${reason}`),
                  rows: count,
                })}
              </List.Item>
            ))}
          </List>
        </div>
      )}
      {bad > 0 && (
        <Group>
          <Button
            variant={only === 'refused' ? 'filled' : 'default'}
            aria-pressed={only === 'refused'}
            onClick={() => setOnly('refused')}
            data-testid="import-only-refused"
          >
            {t('import.preview.onlyRefused', { rows: bad })}
          </Button>
          <Button
            variant={only === 'all' ? 'filled' : 'default'}
            aria-pressed={only === 'all'}
            onClick={() => setOnly('all')}
            data-testid="import-all-rows"
          >
            {t('import.preview.all')}
          </Button>
          <Button
            variant="default"
            onClick={() => void keepRefused(t, kind).then(setOutcome)}
            data-testid="import-keep-refused"
          >
            {t('import.preview.keep')}
          </Button>
        </Group>
      )}
      <OutcomeNotice outcome={outcome} onClose={() => setOutcome(null)} />
      <PreviewRows key={only} kind={kind} only={only} />
      <Paper withBorder p="sm" pos="sticky" bottom={0} shadow="md" style={{ zIndex: 2 }}>
        <Group justify="space-between">
          <Button variant="default" onClick={onBack} data-testid="import-back">
            {t('import.preview.back')}
          </Button>
          <Text maw="24rem">{create > 0 && t(bad === 0 ? 'import.preview.allHint' : 'import.preview.goodHint')}</Text>
          <Group>
            {create > 0 && (
              <Button
                variant={bad === 0 ? 'default' : 'filled'}
                onClick={() => onRun('good')}
                data-testid="import-run-good"
              >
                {t(bad === 0 ? 'import.preview.runEach' : 'import.preview.runGood', { rows: create })}
              </Button>
            )}
            {create > 0 && bad === 0 && (
              <Button onClick={() => onRun('all')} data-testid="import-run-all">
                {t('import.preview.runAll', { rows: create })}
              </Button>
            )}
          </Group>
        </Group>
      </Paper>
    </Stack>
  )
}

function Count({ text, count, testId }: { readonly text: string; readonly count: number; readonly testId: string }) {
  const { i18n } = useTranslation()
  return (
    <Paper withBorder p="sm">
      <Text>{text}</Text>
      <Text fz="2rem" fw={700} lh={1.2} data-testid={testId}>
        {new Intl.NumberFormat(i18n.language).format(count)}
      </Text>
    </Paper>
  )
}
