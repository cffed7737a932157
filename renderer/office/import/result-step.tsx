import { Alert, Button, Code, Group, List, Paper, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RanImport } from '../../../shared/contract/import.ts'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { DataTable } from '../data-table.tsx'
import { problemText } from './import-words.ts'

interface ResultStepProps {
  readonly kind: ImportKind
  readonly file: string
  readonly ran: RanImport
  /** Rows of the file that the preview had refused. */
  readonly notImported: number
  readonly onAnother: () => void
}

const shownRefused = 100

/** What came of it, and what to do now. */
export function ResultStep({ kind, file, ran, notImported, onAnother }: ResultStepProps) {
  const { t } = useTranslation()
  const [isLeaving, setLeaving] = useState(false)
  const hasPasswords = ran.kind === 'ran' && ran.passwords.length > 0

  return (
    <Stack data-testid="import-result" data-kind={ran.kind}>
      {ran.kind === 'ran' ? (
        <Ran kind={kind} file={file} ran={ran} notImported={notImported} />
      ) : (
        <Alert color="red" variant="outline" role="alert">
          <Text fw={700}>{t(`import.result.${ran.kind}`)}</Text>
        </Alert>
      )}
      <Group>
        <Button onClick={() => (hasPasswords ? setLeaving(true) : onAnother())} data-testid="import-again">
          {t('import.result.another')}
        </Button>
      </Group>
      {isLeaving && (
        <ConfirmDialog
          title={t('import.result.leaveTitle')}
          text={t('import.result.leaveText')}
          confirm={t('import.result.leaveYes')}
          testId="import-leave"
          onCancel={() => setLeaving(false)}
          onConfirm={onAnother}
        />
      )}
    </Stack>
  )
}

type Ran = Extract<RanImport, { readonly kind: 'ran' }>

function Ran({ kind, file, ran, notImported }: Omit<ResultStepProps, 'ran' | 'onAnother'> & { readonly ran: Ran }) {
  const { t } = useTranslation()
  const { stored, refused, isCancelled, isUndone, passwords } = ran
  const word = !isUndone ? 'stored' : stored > 0 ? 'left' : 'undone'
  const color = isUndone || stored === 0 ? 'yellow' : 'green'
  return (
    <>
      <Alert color={color} variant="outline" role="status" data-testid="import-outcome">
        <Text fw={700} fz="lg" style={{ overflowWrap: 'anywhere' }}>
          {t(`import.result.${word}`, { stored, count: stored, file })}
        </Text>
        {isCancelled && <Text>{t(isUndone ? 'import.result.cancelled' : 'import.result.cancelledGood')}</Text>}
        {stored > 0 && !isUndone && <Text>{t(`import.result.next.${kind}`)}</Text>}
        {!isUndone && notImported > 0 && <Text>{t('import.result.notImported', { count: notImported })}</Text>}
      </Alert>
      {refused.length > 0 && (
        <Alert color="red" variant="outline" role="alert" data-testid="import-refused-writing">
          <Text fw={700}>{t('import.result.refused', { count: refused.length })}</Text>
          <List>
            {refused.slice(0, shownRefused).map(({ row, problems }) => (
              <List.Item key={row}>
                {t('import.preview.row')} {row}: {problems.map((one) => problemText(t, kind, one)).join(' ')}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {passwords.length > 0 && (
        <Paper withBorder p="sm">
          <Text fw={700}>{t('import.result.passwords')}</Text>
          <DataTable
            spacing="xs"
            marks={{ 'data-testid': 'import-passwords' }}
            rows={passwords}
            keyOf={({ employee_id }) => employee_id}
            columns={[
              {
                name: 'employee',
                title: t('import.result.employee'),
                cell: ({ employee_id, name }) => (
                  <>
                    {employee_id} · {name}
                  </>
                ),
              },
              {
                name: 'password',
                title: t('import.result.password'),
                cell: ({ password }) => <Code fz="md">{password}</Code>,
              },
            ]}
          />
        </Paper>
      )}
    </>
  )
}
