import { Alert, Button, Code, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Failure, Params } from '../../shared/result.ts'
import type { TextKey } from '../i18n/text-key.ts'
import { FailureNotice } from './failure-notice.tsx'

/** What came of the last act, kept as a text key so that it follows a change of language. */
export type Outcome =
  | { readonly done: true; readonly key: TextKey; readonly params?: Params; readonly file?: string }
  | { readonly done: false; readonly key: TextKey; readonly params?: Params; readonly failure: Failure['error'] }

interface OutcomeNoticeProps {
  readonly outcome: Outcome | null
  readonly onClose: () => void
}

/** The result of the last act; it stays until it is closed or the next act begins, so that nobody misses it. */
export function OutcomeNotice({ outcome, onClose }: OutcomeNoticeProps) {
  const { t } = useTranslation()
  if (outcome === null) return null
  if (!outcome.done) {
    return <FailureNotice title={t(outcome.key, { ...outcome.params })} failure={outcome.failure} onClose={onClose} />
  }
  return (
    <Alert color="green" variant="outline" role="status" data-testid="office-done">
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text>{t(outcome.key, { ...outcome.params })}</Text>
          {outcome.file !== undefined && (
            <Text size="sm" mt={4}>
              {t('office.fileAt')}{' '}
              <Code data-testid="office-file" fz="sm">
                {outcome.file}
              </Code>
            </Text>
          )}
        </div>
        <Button variant="default" onClick={onClose} flex="none">
          {t('common.close')}
        </Button>
      </Group>
    </Alert>
  )
}
