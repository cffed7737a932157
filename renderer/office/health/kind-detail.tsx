import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CheckView, FindingRow } from '../../../shared/contract/health.ts'
import { acceptable, type FixChoice, type HealthKind } from '../../../shared/domain/health/data-health.ts'
import { success } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { usePages } from '../../asking/use-pages.ts'
import { DataTable } from '../data-table.tsx'
import { FailureNotice } from '../failure-notice.tsx'
import { FormTitle } from '../form-title.tsx'
import { StatusMark } from '../status-mark.tsx'
import type { AskPreview } from './ask-preview.ts'
import { findingText } from './health-words.ts'

interface KindDetailProps {
  readonly kind: HealthKind
  readonly found: CheckView['found'][number] | null
  readonly onBack: () => void
  readonly onPreview: (ask: AskPreview) => void
}

/** The findings of one kind, page by page, what is done about them, and the dry run. */
export function KindDetail({ kind, found, onBack, onPreview }: KindDetailProps) {
  const { t } = useTranslation()
  const pages = usePages<FindingRow>(['health.findings', kind], (shown) => askFindings(kind, shown.length), 'shown')
  const rows = pages.loaded.state === 'ready' ? pages.loaded.value : []
  const failed = pages.loaded.state === 'failed' ? pages.loaded.failure : pages.moreFailed

  const ask = (choice: FixChoice): AskPreview => ({ name: 'health.preview', input: { kind, choice } })
  const isOffered = found === null || found.offered > 0
  return (
    <Stack data-testid="health-kind" data-kind={kind}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <FormTitle text={t(`health.kind.${kind}.title`)} />
        <Button variant="default" flex="none" onClick={onBack} data-testid="health-back">
          {t('health.detail.back')}
        </Button>
      </Group>
      <Text>{t(`health.kind.${kind}.text`)}</Text>
      <Paper withBorder p="md">
        <Text fw={700}>{t('health.detail.fix')}</Text>
        <Text>{t(`health.kind.${kind}.fix`)}</Text>
        {!isOffered && <Text fw={700}>{t('health.detail.nothing')}</Text>}
      </Paper>
      {isOffered && (
        <Group gap="lg">
          <Button onClick={() => onPreview(ask('repair'))} data-testid="health-preview">
            {t(acceptable.has(kind) ? 'health.detail.previewRepair' : 'health.detail.preview')}
          </Button>
          {acceptable.has(kind) && (
            <Button variant="default" onClick={() => onPreview(ask('accept'))} data-testid="health-preview-accept">
              {t('health.detail.previewAccept')}
            </Button>
          )}
        </Group>
      )}
      {failed !== null && <FailureNotice title={t('health.detail.failed')} failure={failed} />}
      <DataTable
        panel
        marks={{ 'data-testid': 'health-findings' }}
        rows={rows}
        keyOf={(row) => row.id}
        columns={[
          { name: 'finding', title: undefined, cell: (row) => findingText(t, row), wrap: 'anywhere' },
          {
            name: 'fix',
            title: undefined,
            cell: (row) => (
              <StatusMark role={row.fix === 'by-hand' ? 'attention' : 'good'} text={t(`health.fix.${row.fix}`)} />
            ),
            look: { w: 240 },
          },
        ]}
      />
      {found !== null && found.listed < found.findings && (
        <Text>{t('health.detail.listed', { listed: found.listed, findings: found.findings })}</Text>
      )}
      {pages.more && (
        <Button variant="default" onClick={() => void pages.loadMore()} data-testid="health-more">
          {t('health.detail.more')}
        </Button>
      )}
    </Stack>
  )
}

async function askFindings(kind: HealthKind, after: number) {
  const answer = await call('health.findings', { kind, after })
  return answer.ok ? success({ rows: answer.value.findings, more: answer.value.more }) : answer
}
