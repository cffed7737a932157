import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportRowView } from '../../../shared/contract/import.ts'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import type { ColourRole } from '../../notices.ts'
import { DataTable } from '../data-table.tsx'
import { LoadView } from '../load-view.tsx'
import { StatusMark } from '../status-mark.tsx'
import { fieldText, problemText } from './import-words.ts'

const pageRows = 50

const marks: Readonly<Record<ImportRowView['outcome'], ColourRole>> = {
  create: 'good',
  stored: 'neutral',
  refused: 'stop',
}

/** Rows of the file with what would happen to each, a page at a time. */
export function PreviewRows({ kind, only }: { readonly kind: ImportKind; readonly only: 'all' | 'refused' }) {
  const { t } = useTranslation()
  const [from, setFrom] = useState(0)
  const load = useAnswer('import.rows', { from, count: pageRows, only }, { occasion: 'shown' })

  return (
    <LoadView load={load} failed={t('import.preview.failed')}>
      {({ total, rows, fields }) => (
        <Stack>
          <DataTable
            panel={{ minWidth: 760 }}
            spacing={4}
            tabularNums
            marks={{ 'data-testid': 'import-rows' }}
            rows={rows}
            keyOf={({ row }) => row}
            marksOf={({ outcome }) => ({ 'data-testid': 'import-row', 'data-outcome': outcome })}
            columns={[
              { name: 'row', title: t('import.preview.row'), cell: ({ row }) => row, isNumber: true },
              {
                name: 'outcome',
                title: t('import.preview.outcome'),
                cell: ({ outcome }) => (
                  <StatusMark role={marks[outcome]} text={t(`import.preview.outcomes.${outcome}`)} />
                ),
              },
              ...fields.map((field, index) => ({
                name: `field ${field}`,
                title: fieldText(t, kind, field),
                cell: ({ cells }: ImportRowView) => cells[index],
                look: ({ cells }: ImportRowView) => ({
                  style: { whiteSpace: isCode(cells[index]) ? ('nowrap' as const) : ('normal' as const) },
                }),
              })),
              {
                name: 'why',
                title: t('import.preview.why'),
                cell: ({ problems }) =>
                  problems.map((one) => <Text key={`${one.field} ${one.reason}`}>{problemText(t, kind, one)}</Text>),
                look: { style: { minWidth: '16rem', overflowWrap: 'anywhere' } },
              },
            ]}
          />
          {total > pageRows && (
            <Group justify="space-between">
              <Text role="status">
                {t('import.preview.page', { from: from + 1, to: Math.min(total, from + rows.length), total })}
              </Text>
              <Group>
                <Button
                  variant="default"
                  disabled={from === 0 || load.busy}
                  onClick={() => setFrom(Math.max(0, from - pageRows))}
                  data-testid="import-rows-previous"
                >
                  {t('import.preview.previous')}
                </Button>
                <Button
                  variant="default"
                  disabled={from + pageRows >= total || load.busy}
                  onClick={() => setFrom(from + pageRows)}
                  data-testid="import-rows-next"
                >
                  {t('import.preview.next')}
                </Button>
              </Group>
            </Group>
          )}
        </Stack>
      )}
    </LoadView>
  )
}

/** Codes stay in one line, to be compared digit by digit; what is longer is broken between words. */
function isCode(cell = ''): boolean {
  return cell.length <= 24
}
