import { Alert, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../shared/result.ts'

interface FailureNoticeProps {
  /** What was not done, said first: "The order was not made." */
  readonly title: string
  readonly failure: Failure['error']
  readonly onRetry?: () => void
  readonly onClose?: () => void
}

/** A failure in words, with its code and the log's id for whoever is called to help. */
export function FailureNotice({ title, failure, onRetry, onClose }: FailureNoticeProps) {
  const { t } = useTranslation()
  const params = { logId: failure.logId ?? '–', ...failure.params }
  return (
    <Alert
      color="red"
      variant="outline"
      title={title}
      role="alert"
      data-testid="office-failure"
      data-code={failure.code}
    >
      <Text>{t(`notice.${failure.code}.text`, params)}</Text>
      <Text fw={600}>{t(`notice.${failure.code}.next`, params)}</Text>
      <Group justify="space-between" mt="xs">
        <Text size="sm" c="dimmed">
          {failure.logId === undefined
            ? t('office.failure.code', { code: failure.code })
            : t('office.failure.codeAndLog', { code: failure.code, logId: failure.logId })}
        </Text>
        <Group>
          {onRetry && (
            <Button variant="default" onClick={onRetry} data-testid="office-retry">
              {t('common.retry')}
            </Button>
          )}
          {onClose && (
            <Button variant="default" onClick={onClose}>
              {t('common.close')}
            </Button>
          )}
        </Group>
      </Group>
    </Alert>
  )
}
