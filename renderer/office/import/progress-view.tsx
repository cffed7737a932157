import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { ImportProgressView } from './use-progress.ts'

interface ProgressViewProps {
  readonly progress: ImportProgressView | null
  readonly cancel: string
  readonly hint?: string
}

/** How far it is, and the way to stop it; the answer to what runs says what came of that. */
export function ProgressView({ progress, cancel, hint }: ProgressViewProps) {
  const { t } = useTranslation()
  const [isCancelling, setCancelling] = useState(false)
  const { phase = 'idle', done = 0, total = 0 } = progress ?? {}
  const label = labelOf()

  function labelOf(): string {
    switch (phase) {
      case 'checking':
        return t('import.columns.checking', { done, total })
      case 'passwords':
        return t('import.run.passwords', { done, total })
      case 'writing':
        return t('import.run.writing', { done, total })
      default:
        return t('common.loading')
    }
  }

  return (
    <Stack gap="sm" role="status" data-testid="import-progress">
      <Text fw={700}>{isCancelling ? t('import.run.cancelling') : label}</Text>
      <Progress
        value={total === 0 ? 100 : Math.min(100, (100 * done) / total)}
        animated={total === 0 || isCancelling}
        size="xl"
        aria-label={label}
      />
      {hint !== undefined && <Text>{hint}</Text>}
      <Group>
        <Button
          variant="default"
          disabled={isCancelling}
          onClick={() => {
            setCancelling(true)
            void call('import.cancel', {})
          }}
          data-testid="import-cancel"
        >
          {cancel}
        </Button>
      </Group>
    </Stack>
  )
}
