import { Center, Loader, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Load } from '../asking/loaded.ts'
import { FailureNotice } from './failure-notice.tsx'

interface LoadViewProps<Value> {
  readonly load: Load<Value>
  /** Title of the failure: "The orders could not be read." */
  readonly failed: string
  readonly children: (value: Value) => ReactNode
}

/** One thing that is loaded: waiting, failed with a way to try again, or there. */
export function LoadView<Value>({ load, failed, children }: LoadViewProps<Value>) {
  const { t } = useTranslation()
  switch (load.loaded.state) {
    case 'loading':
      // Nothing was asked yet: the database is away, and the office says so above.
      if (!load.busy) return null
      return (
        <Center mih={240}>
          <Stack align="center" gap="xs" role="status">
            <Loader />
            <Text>{t('common.loading')}</Text>
          </Stack>
        </Center>
      )
    case 'failed':
      return <FailureNotice title={failed} failure={load.loaded.failure} onRetry={() => void load.reload()} />
    case 'ready':
      return children(load.loaded.value)
  }
}
