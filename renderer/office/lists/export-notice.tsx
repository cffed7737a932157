import { Alert, Button, Code, Group, Loader, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../../shared/assert-never.ts'
import type { ExportState } from '../../../shared/exports.ts'
import { call } from '../../api.ts'
import { type Outcome, OutcomeNotice } from '../outcome-notice.tsx'

interface ExportNoticeProps {
  readonly state: ExportState
  /** In station mode nothing is opened: a viewer's own dialogs lead out of it. */
  readonly mayOpen: boolean
  readonly onLook: () => void
  readonly onClose: () => void
}

/** How the export stands: rows so far and a way to stop it, or what came of it. */
export function ExportNotice({ state, mayOpen, onLook, onClose }: ExportNoticeProps) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const list = t(`lists.names.${state.list}`)

  async function cancel() {
    const answer = await call('lists.cancelExport', {})
    if (!answer.ok) setOutcome({ done: false, key: 'lists.export.notCancelled', failure: answer.error })
    onLook()
  }

  async function open() {
    const answer = await call('lists.openExport', {})
    if (!answer.ok) setOutcome({ done: false, key: 'lists.export.openFailed', failure: answer.error })
  }

  function content() {
    const { rows, cutCells, file, failure } = state
    switch (state.phase) {
      case 'running':
        return (
          <Group justify="space-between">
            <Group>
              <Loader size="sm" />
              <Text>{t('lists.export.running', { list, rows })}</Text>
              <Text c="dimmed">{t('lists.export.runningHint')}</Text>
            </Group>
            <Button variant="default" onClick={() => void cancel()} data-testid="export-cancel">
              {t('lists.export.cancel')}
            </Button>
          </Group>
        )
      case 'done':
        return (
          <Group justify="space-between" wrap="nowrap">
            <div>
              <Text>{t('lists.export.done', { list, rows })}</Text>
              {cutCells > 0 && <Text>{t('lists.export.cut', { cells: cutCells })}</Text>}
              <Text size="sm" mt={4}>
                {t('lists.export.fileAt')}{' '}
                <Code fz="sm" data-testid="export-file" style={{ overflowWrap: 'anywhere' }}>
                  {file}
                </Code>
              </Text>
            </div>
            <Group wrap="nowrap">
              {mayOpen && (
                <Button variant="default" onClick={() => void open()} data-testid="export-open">
                  {t('lists.export.openFile')}
                </Button>
              )}
              <CloseButton onClose={onClose} />
            </Group>
          </Group>
        )
      case 'failed':
        return (
          <Group justify="space-between" wrap="nowrap">
            <div>
              <Text fw={600}>{t('lists.export.failed', { list })}</Text>
              <Text>
                {t(`lists.export.failure.${failure ?? 'export-failed'}`)}{' '}
                {t(`lists.export.next.${failure ?? 'export-failed'}`)}
              </Text>
            </div>
            <CloseButton onClose={onClose} />
          </Group>
        )
      case 'cancelled':
        return (
          <Group justify="space-between">
            <Text>{t('lists.export.cancelled')}</Text>
            <CloseButton onClose={onClose} />
          </Group>
        )
      default:
        return assertNever(state.phase)
    }
  }

  return (
    <>
      <Alert
        color={colors[state.phase]}
        variant="outline"
        role={state.phase === 'failed' ? 'alert' : 'status'}
        data-testid="export-notice"
        data-phase={state.phase}
      >
        {content()}
      </Alert>
      <OutcomeNotice outcome={outcome} onClose={() => setOutcome(null)} />
    </>
  )
}

const colors: Readonly<Record<ExportState['phase'], string>> = {
  running: 'blue',
  done: 'green',
  failed: 'red',
  cancelled: 'gray',
}

function CloseButton({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Button variant="default" flex="none" onClick={onClose} data-testid="export-notice-close">
      {t('common.close')}
    </Button>
  )
}
