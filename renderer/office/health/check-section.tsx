import { Alert, Button, Fieldset, Group, Progress, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckView } from '../../../shared/contract/health.ts'
import type { HealthKind } from '../../../shared/domain/health/data-health.ts'
import type { Failure } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { momentText } from '../../sentence.ts'
import { DataTable } from '../data-table.tsx'
import { FailureNotice } from '../failure-notice.tsx'

interface CheckSectionProps {
  readonly check: CheckView
  readonly onChanged: () => void
  readonly onOpen: (kind: HealthKind) => void
}

/** Starts a check, shows how far it is, and what was found. */
export function CheckSection({ check, onChanged, onOpen }: CheckSectionProps) {
  const { t } = useTranslation()
  const [failed, setFailed] = useState<Failure['error'] | null>(null)

  async function run(command: 'health.start' | 'health.cancel') {
    const answer = await call(command, {})
    setFailed(answer.ok ? null : answer.error)
    onChanged()
  }

  return (
    <Fieldset legend={t('health.check.title')} data-testid="health-check" data-state={check.state}>
      <Stack>
        <Outcome check={check} />
        {failed !== null && <FailureNotice title={t('health.readFailed')} failure={failed} />}
        <Group>
          {check.state === 'running' ? (
            <Button variant="default" onClick={() => void run('health.cancel')} data-testid="health-cancel">
              {t('health.check.cancel')}
            </Button>
          ) : (
            <Button onClick={() => void run('health.start')} data-testid="health-start">
              {t(check.state === 'none' ? 'health.check.start' : 'health.check.again')}
            </Button>
          )}
        </Group>
        {check.found.length > 0 && <Found check={check} onOpen={onOpen} />}
      </Stack>
    </Fieldset>
  )
}

function Outcome({ check }: { readonly check: CheckView }) {
  const { t, i18n } = useTranslation()
  const { devices, endedAt, phase, done, total, logId } = check
  const when = momentText(i18n.language, endedAt)
  switch (check.state) {
    case 'none':
      return <Text>{t('health.check.none')}</Text>
    case 'running': {
      const label = t('health.check.running', { phase: phase === null ? '…' : t(`health.phase.${phase}`) })
      return (
        <Stack gap="xs" role="status">
          <Text fw={700}>{label}</Text>
          <Progress
            value={total === 0 ? 100 : Math.min(100, (100 * done) / total)}
            animated={total === 0}
            size="xl"
            aria-label={label}
          />
          <Text>{t(total === 0 ? 'health.check.looked' : 'health.check.lookedOf', { done, total })}</Text>
        </Stack>
      )
    }
    case 'cancelled':
      return (
        <Alert color="yellow" variant="outline" role="status" data-testid="health-cancelled">
          {t('health.check.cancelled')}
        </Alert>
      )
    case 'failed':
      return (
        <Alert color="red" variant="outline" role="alert" data-testid="health-failed">
          {t('health.check.failed', { logId })}
        </Alert>
      )
    case 'done':
      return check.found.length === 0 ? (
        <Alert color="green" variant="outline" title={t('health.check.good')} role="status" data-testid="health-good">
          {t('health.check.goodText', { devices, when })}
        </Alert>
      ) : (
        <Text>{t('health.check.doneText', { devices, when })}</Text>
      )
  }
}

function Found({ check, onOpen }: Pick<CheckSectionProps, 'check' | 'onOpen'>) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <DataTable
      tabularNums
      marks={{ 'data-testid': 'health-found' }}
      rows={check.found}
      keyOf={({ kind }) => kind}
      marksOf={({ kind }) => ({ 'data-testid': `health-found-${kind}` })}
      columns={[
        { name: 'what', title: t('health.check.columns.what'), cell: ({ kind }) => <KindCell kind={kind} /> },
        ...(['findings', 'documents', 'offered'] as const).map((name) => ({
          name,
          title: t(`health.check.columns.${name === 'findings' ? 'found' : name}`),
          cell: (row: CheckView['found'][number]) => number.format(row[name]),
          isNumber: true,
        })),
        {
          name: 'acts',
          title: null,
          cell: ({ kind }) => (
            <Group justify="flex-end">
              <Button
                variant="default"
                onClick={() => onOpen(kind)}
                data-testid={`health-open-${kind}`}
                aria-label={t('health.check.openOf', { kind: t(`health.kind.${kind}.title`) })}
              >
                {t('health.check.open')}
              </Button>
            </Group>
          ),
        },
      ]}
    />
  )
}

function KindCell({ kind }: { readonly kind: HealthKind }) {
  const { t } = useTranslation()
  return (
    <>
      <Text fw={700}>{t(`health.kind.${kind}.title`)}</Text>
      <Text size="sm" c="dimmed">
        {t(`health.kind.${kind}.text`)}
      </Text>
    </>
  )
}
