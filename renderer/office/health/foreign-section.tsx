import { Button, Fieldset, Group, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ForeignRow } from '../../../shared/contract/health.ts'
import type { Output } from '../../../shared/contract/index.ts'
import type { FixChoice } from '../../../shared/domain/health/data-health.ts'
import { call } from '../../api.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { usePages } from '../../asking/use-pages.ts'
import type { ColourRole } from '../../notices.ts'
import { momentText } from '../../sentence.ts'
import { ActionsHead } from '../actions-head.tsx'
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
  const { t } = useTranslation()
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
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('health.foreign.columns.when')}</Table.Th>
                <Table.Th>{t('health.foreign.columns.what')}</Table.Th>
                <Table.Th>{t('health.foreign.columns.documents')}</Table.Th>
                <ActionsHead />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {[...losses, ...rows.filter(({ settled }) => settled !== 'open')].map((row) => (
                <Row key={row.id} row={row} onPreview={onPreview} />
              ))}
            </Table.Tbody>
          </Table>
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

interface RowProps extends Pick<ForeignSectionProps, 'onPreview'> {
  readonly row: ForeignRow
}

function Row({ row, onPreview }: RowProps) {
  const { t, i18n } = useTranslation()
  const labels = row.labels.slice(-3).join(', ')
  const ask = (choice: FixChoice): AskPreview => ({ name: 'health.previewForeign', input: { id: row.id, choice } })
  return (
    <Table.Tr data-testid="health-foreign-row" data-what={row.what} data-settled={row.settled}>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{momentText(i18n.language, row.at)}</Table.Td>
      <Table.Td>
        <Text>{foreignText(t, row)}</Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {[row.orderNumber, row.fields.join(', ')].filter((part) => part !== '').join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {row.count > 3 ? t('health.foreign.and', { labels, count: row.count }) : labels}
      </Table.Td>
      <Table.Td>
        {row.settled === 'open' && (
          <Group justify="flex-end" gap="lg" wrap="nowrap">
            <Button onClick={() => onPreview(ask('repair'))} data-testid="health-foreign-repair">
              {t('health.foreign.repair')}
            </Button>
            <Button variant="default" onClick={() => onPreview(ask('accept'))} data-testid="health-foreign-accept">
              {t('health.foreign.accept')}
            </Button>
          </Group>
        )}
        {row.settled !== 'open' && row.settled !== 'none' && (
          <StatusMark role={settledRole} text={t(`health.foreign.settled.${row.settled}`)} />
        )}
      </Table.Td>
    </Table.Tr>
  )
}
