import { Alert, Button, Code, Fieldset, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/index.ts'
import type { Failure } from '../../../shared/result.ts'
import type { DatabaseState } from '../../../shared/state.ts'
import { call } from '../../api.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { StepsFor } from '../../components/standalone-steps.tsx'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { FailureNotice } from '../failure-notice.tsx'
import { MoveDatabase } from './move-database.tsx'

type Tested = { readonly of: string } & (
  | { readonly facts: Output<'database.test'> }
  | { readonly failure: Failure['error'] }
)

/** Which database this PC uses and how it is; tried, moved to a server, or left. */
export function DatabaseSection({ database }: { readonly database: DatabaseState }) {
  const { t } = useTranslation()
  const load = useAnswer('database.read', {}, { occasion: database.kind })
  const [testing, setTesting] = useState(false)
  const [lastTest, setLastTest] = useState<Tested | null>(null)
  const [open, setOpen] = useState<'move' | 'leave' | null>(null)
  const [notLeft, setNotLeft] = useState<Failure['error'] | null>(null)
  const variable = load.loaded.state === 'ready' ? load.loaded.value.variable : ''
  // What was found out about another database is no answer for this one.
  const of = `${database.kind} ${database.name} ${database.host}`
  const tested = lastTest?.of === of ? lastTest : null
  // One that is known from the test is not said twice.
  const told = new Set<string>(tested !== null && 'facts' in tested ? tested.facts.warnings : [])

  async function test() {
    setTesting(true)
    setLastTest(null)
    const answer = await call('database.test', {})
    setTesting(false)
    setLastTest(answer.ok ? { of, facts: answer.value } : { of, failure: answer.error })
  }

  async function leave() {
    setOpen(null)
    const answer = await call('database.leave', {})
    setNotLeft(answer.ok ? null : answer.error)
  }

  return (
    <Fieldset legend={t('office.database.legend')} data-testid="settings-database">
      <Stack>
        <Text>
          {t('office.database.inUse')}: {t(`databaseKind.${database.kind}`)} <b>{database.name}</b>,{' '}
          {t(`databaseState.${database.state}`)}
          {database.host !== '' && (
            <>
              . {t('office.database.host')}: <Code fz="sm">{database.host}</Code>
            </>
          )}
        </Text>
        {variable !== '' && <Text>{t('office.database.forced', { variable })}</Text>}
        <Warnings words={database.warnings.filter((word) => !told.has(word))} />
        {tested !== null && <TestResult tested={tested} />}
        {notLeft !== null && (
          <FailureNotice title={t('office.database.leaveFailed')} failure={notLeft} onClose={() => setNotLeft(null)} />
        )}
        <Group>
          <Button variant="default" loading={testing} onClick={() => void test()} data-testid="database-test">
            {t(testing ? 'office.database.testing' : 'office.database.test')}
          </Button>
          {database.kind === 'embedded' && variable === '' && (
            <Button variant="default" onClick={() => setOpen('move')} data-testid="database-move">
              {t('office.database.move')}
            </Button>
          )}
          {variable === '' && (
            <Button
              variant="default"
              disabled={database.state === 'moving'}
              onClick={() => setOpen('leave')}
              data-testid="database-leave"
            >
              {t('office.database.leave')}
            </Button>
          )}
        </Group>
        {(open === 'move' || database.move !== null) && (
          <MoveDatabase move={database.move} onClose={() => setOpen(null)} />
        )}
      </Stack>
      {open === 'leave' && (
        <ConfirmDialog
          title={t('office.database.leaveTitle')}
          text={t('office.database.leaveText')}
          confirm={t('office.database.leaveYes')}
          testId="database-leave-dialog"
          destructive
          onCancel={() => setOpen(null)}
          onConfirm={() => void leave()}
        />
      )}
    </Fieldset>
  )
}

function TestResult({ tested }: { readonly tested: Tested }) {
  const { t } = useTranslation()
  if ('failure' in tested) {
    return (
      <>
        <FailureNotice title={t('office.database.testFailed')} failure={tested.failure} />
        <StepsFor failure={tested.failure} />
      </>
    )
  }
  const { facts } = tested
  return (
    <>
      <Alert color="green" variant="outline" role="status" data-testid="database-works">
        <Text>
          {t('office.database.works', {
            version: facts.version,
            set: facts.set,
            members: facts.members.join(', '),
            ms: facts.roundTripMs,
          })}
        </Text>
        {facts.isEncrypted && <Text>{t('office.database.encrypted')}</Text>}
        {facts.missingIndexes.length > 0 && <Code fz="sm">{facts.missingIndexes.join(', ')}</Code>}
      </Alert>
      <Warnings words={facts.warnings} />
    </>
  )
}

/** What somebody should do about a database that works. */
function Warnings({ words }: { readonly words: readonly string[] }) {
  const { t } = useTranslation()
  return words.map((word) => (
    <Alert key={word} color="yellow" variant="outline" data-testid="database-warning" data-word={word}>
      {t(`database.${word}`, { defaultValue: word })}
    </Alert>
  ))
}
