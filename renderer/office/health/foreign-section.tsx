import { Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ForeignRow } from '../../../shared/contract/health.ts'
import type { Output } from '../../../shared/contract/index.ts'
import type { FixChoice } from '../../../shared/domain/health/data-health.ts'
import { call } from '../../api.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { usePages } from '../../asking/use-pages.ts'
import type { ColourRole } from '../../notices.ts'
import { momentText } from '../../sentence.ts'
import { DataTable, type TableColumn } from '../data-table.tsx'
import { FailureNotice } from '../failure-notice.tsx'
import { StatusMark } from '../status-mark.tsx'
import type { AskPreview } from './ask-preview.ts'
import { foreignText } from './health-words.ts'

interface ForeignSectionProps {
  readonly foreign: Output<'health.read'>['foreign']
  readonly onPreview: (ask: AskPreview) => void
}

/** What other programs changed, newest first; where something of ours was lost, back or accepted. */
export function ForeignSection({ foreign, onPreview }: ForeignSectionProps) {
  const { t, i18n } = useTranslation()
  const { changes, open, days } = foreign
  // Another number means that there is another list.
  const occasion = `${changes} ${open}`
  const pages = usePages(['health.foreign'], askForeign, occasion)
  const rows = pages.loaded.state === 'ready' ? pages.loaded.value : []
  const failed = pages.loaded.state === 'failed' ? pages.loaded.failure : pages.moreFailed
  // What waits for a person comes first, however old it is.
  const losses = useAnswer('health.foreign', { before: null, onlyOpen: true }, { occasion }).good?.rows ?? []

  return (
    <Fieldset legend={t('health.foreign.title')} data-testid="health-foreign" data-open={open}>
      <Stack>
        <Text>{t(changes === 0 ? 'health.foreign.none' : 'health.foreign.text', { changes, open, days })}</Text>
        {failed !== null && <FailureNotice title={t('health.foreign.failed')} failure={failed} />}
        {rows.length > 0 && (
          <DataTable
            rows={[...losses, ...rows.filter(({ settled }) => settled !== 'open')]}
            keyOf={(row) => row.id}
            marksOf={({ what, settled }) => ({
              'data-testid': 'health-foreign-row',
              'data-what': what,
              'data-settled': settled,
            })}
            columns={foreignColumns(t, i18n.language, onPreview)}
          />
        )}
        {pages.more && (
          <Button variant="default" onClick={() => void pages.loadMore()} data-testid="health-foreign-more">
            {t('health.foreign.more')}
          </Button>
        )}
      </Stack>
    </Fieldset>
  )
}

function askForeign(shown: readonly ForeignRow[]) {
  const last = shown.at(-1)
  return call('health.foreign', { before: last === undefined ? null : { at: last.at, id: last.id } })
}

/** Whatever came of it, nobody waits for it any more. */
const settledRole: ColourRole = 'good'

function foreignColumns(
  t: TFunction,
  language: string,
  onPreview: ForeignSectionProps['onPreview'],
): readonly TableColumn<ForeignRow>[] {
  return [
    {
      name: 'when',
      title: t('health.foreign.columns.when'),
      cell: (row) => momentText(language, row.at),
      wrap: 'never',
    },
    { name: 'what', title: t('health.foreign.columns.what'), cell: (row) => <WhatCell row={row} /> },
    {
      name: 'documents',
      title: t('health.foreign.columns.documents'),
      cell: (row) => {
        const labels = row.labels.slice(-3).join(', ')
        return row.count > 3 ? t('health.foreign.and', { labels, count: row.count }) : labels
      },
      wrap: 'anywhere',
    },
    { name: 'acts', title: null, cell: (row) => <ActsCell row={row} onPreview={onPreview} /> },
  ]
}

function WhatCell({ row }: { readonly row: ForeignRow }) {
  const { t } = useTranslation()
  return (
    <>
      <Text>{foreignText(t, row)}</Text>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {[row.orderNumber, row.fields.join(', ')].filter((part) => part !== '').join(' · ')}
      </Text>
    </>
  )
}

interface ActsCellProps extends Pick<ForeignSectionProps, 'onPreview'> {
  readonly row: ForeignRow
}

function ActsCell({ row, onPreview }: ActsCellProps) {
  const { t } = useTranslation()
  const ask = (choice: FixChoice): AskPreview => ({ name: 'health.previewForeign', input: { id: row.id, choice } })
  if (row.settled === 'none') return null
  if (row.settled !== 'open') {
    return <StatusMark role={settledRole} text={t(`health.foreign.settled.${row.settled}`)} />
  }
  return (
    <Group justify="flex-end" gap="lg" wrap="nowrap">
      <Button onClick={() => onPreview(ask('repair'))} data-testid="health-foreign-repair">
        {t('health.foreign.repair')}
      </Button>
      <Button variant="default" onClick={() => onPreview(ask('accept'))} data-testid="health-foreign-accept">
        {t('health.foreign.accept')}
      </Button>
    </Group>
  )
}
