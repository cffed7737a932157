import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppliedView, PlannedRow, PreviewView } from '../../../shared/contract/health.ts'
import type { Failure } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { DataTable } from '../data-table.tsx'
import { EmptyNotice } from '../empty-notice.tsx'
import { FailureNotice } from '../failure-notice.tsx'
import { FormTitle } from '../form-title.tsx'
import { LoadView } from '../load-view.tsx'
import type { AskPreview } from './ask-preview.ts'

interface ChangePreviewProps {
  readonly ask: AskPreview
  readonly mayApply: boolean
  readonly onBack: () => void
}

/** Rows of the table: who has more reads the first and applies them all. */
const rowsShown = 200

/** A dry run: from what to what, document by document; then the change, after one question. */
export function ChangePreview({ ask, mayApply, onBack }: ChangePreviewProps) {
  const { t } = useTranslation()
  const load = useAnswer(ask.name, ask.input, { occasion: 'once' })
  const [asking, setAsking] = useState<PreviewView | null>(null)
  const [busy, setBusy] = useState(false)
  const [applied, setApplied] = useState<AppliedView | null>(null)
  const [failed, setFailed] = useState<Failure['error'] | null>(null)

  async function apply({ preview }: PreviewView) {
    setAsking(null)
    setBusy(true)
    const answer = await call('health.apply', { preview })
    setBusy(false)
    if (answer.ok) setApplied(answer.value)
    else setFailed(answer.error)
  }

  return (
    <Stack data-testid="health-plan">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <FormTitle text={t(applied === null ? 'health.preview.title' : 'health.title')} />
        <Button variant="default" flex="none" onClick={onBack} data-testid="health-back">
          {t('health.detail.back')}
        </Button>
      </Group>
      {failed !== null && <FailureNotice title={t('health.applied.failed')} failure={failed} />}
      {applied !== null && <Applied applied={applied} />}
      {applied === null && (
        <LoadView load={load} failed={t('health.preview.failed')}>
          {(preview) => (
            <>
              <Planned preview={preview} />
              {preview.total > 0 && mayApply && failed === null && (
                <Group justify="flex-end">
                  <Button loading={busy} onClick={() => setAsking(preview)} data-testid="health-apply">
                    {t('health.preview.apply', { total: preview.total })}
                  </Button>
                </Group>
              )}
              {preview.total > 0 && !mayApply && <Text fw={600}>{t('health.preview.notYou')}</Text>}
            </>
          )}
        </LoadView>
      )}
      {asking !== null && (
        <ConfirmDialog
          title={t('health.preview.confirmTitle', { total: asking.total })}
          text={t('health.preview.confirmText')}
          confirm={t('health.preview.confirmYes')}
          testId="health-confirm"
          onCancel={() => setAsking(null)}
          onConfirm={() => void apply(asking)}
        />
      )}
    </Stack>
  )
}

function Planned({ preview }: { readonly preview: PreviewView }) {
  const { t } = useTranslation()
  const { changes, total, more, byHand } = preview
  if (total === 0) return <EmptyNotice title={t('health.preview.empty')} hint={t('health.preview.emptyText')} />
  return (
    <>
      <Text>{t('health.preview.text')}</Text>
      {byHand > 0 && <Text>{t('health.preview.byHand', { byHand })}</Text>}
      {more && <Text fw={600}>{t('health.preview.more')}</Text>}
      {total > rowsShown && <Text>{t('health.preview.shown', { shown: rowsShown, total })}</Text>}
      <DataTable
        panel
        marks={{ 'data-testid': 'health-changes' }}
        rows={changes.slice(0, rowsShown).flatMap(fieldsOf)}
        // A document is in a plan once; two of one number are told apart by their row.
        keyOf={({ field }, index) => `${field} ${index}`}
        marksOf={() => ({ 'data-testid': 'health-change' })}
        columns={[
          { name: 'document', title: t('health.preview.columns.document'), cell: (row) => <DocumentCell row={row} /> },
          { name: 'field', title: t('health.preview.columns.field'), cell: ({ field }) => field },
          { name: 'before', title: t('health.preview.columns.before'), cell: ({ before }) => before, wrap: 'anywhere' },
          {
            name: 'after',
            title: t('health.preview.columns.after'),
            cell: ({ after }) => <Text fw={700}>{after}</Text>,
            wrap: 'anywhere',
          },
        ]}
      />
    </>
  )
}

type ChangedField = PlannedRow['fields'][number] & { readonly document: PlannedRow | null }

/** A row for each field that would change; the first one names the document. */
function fieldsOf(change: PlannedRow): readonly ChangedField[] {
  return change.fields.map((field, index) => ({ ...field, document: index === 0 ? change : null }))
}

function DocumentCell({ row: { document } }: { readonly row: ChangedField }) {
  if (document === null) return null
  return (
    <>
      <Text fw={700}>{document.label}</Text>
      <Text size="sm" c="dimmed">
        {document.collection}
      </Text>
    </>
  )
}

/** Labels that fit into a sentence. */
const labelsShown = 20

function Applied({ applied: { applied, changed, notAllowed } }: { readonly applied: AppliedView }) {
  const { t } = useTranslation()
  const list = (labels: readonly string[]) =>
    labels.slice(0, labelsShown).join(', ') + (labels.length > labelsShown ? ' …' : '')
  return (
    <>
      <Alert color={applied > 0 ? 'green' : 'yellow'} variant="outline" role="status" data-testid="health-applied">
        {t('health.applied.done', { applied })}
      </Alert>
      {changed.length > 0 && (
        <Alert color="yellow" variant="outline" data-testid="health-changed">
          {t('health.applied.changed', { labels: list(changed) })}
        </Alert>
      )}
      {notAllowed.length > 0 && (
        <Alert color="red" variant="outline" data-testid="health-not-allowed">
          {t('health.applied.notAllowed', { labels: list(notAllowed) })}
        </Alert>
      )}
    </>
  )
}
