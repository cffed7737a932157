import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../shared/contract/lists.ts'
import { listColumns } from '../../../shared/lists.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { keyWith } from '../../i18n/text-key.ts'
import { EmptyNotice } from '../empty-notice.tsx'
import { LoadView } from '../load-view.tsx'
import { cellText } from './cell-text.ts'
import { ListTable } from './list-table.tsx'

interface DevicePanelProps {
  readonly imei: string
  readonly wanted: boolean
  readonly onBack: () => void
}

/** One device and everything that moved it, in place of the list. */
export function DevicePanel({ imei, wanted, onBack }: DevicePanelProps) {
  const { t } = useTranslation()
  const load = useAnswer('lists.device', { imei }, { occasion: wanted && 'shown' })
  return (
    <Stack data-testid="device-panel">
      <Group justify="space-between">
        <Title order={3}>{t('lists.device.title', { imei })}</Title>
        <Button variant="default" onClick={onBack} data-testid="device-back">
          {t('lists.device.back')}
        </Button>
      </Group>
      <LoadView load={load} failed={t('lists.device.failed')}>
        {({ device, movements }) =>
          device === null ? (
            <EmptyNotice title={t('lists.device.none', { imei })} hint={t('lists.device.noneHint')} />
          ) : (
            <Stack>
              <DeviceFacts device={device} />
              <Title order={4}>{t('lists.device.movements')}</Title>
              {movements.length === 0 ? (
                <EmptyNotice title={t('lists.device.noMovements')} hint={t('lists.device.noMovementsHint')} />
              ) : (
                <ListTable list="movements" rows={movements} />
              )}
            </Stack>
          )
        }
      </LoadView>
    </Stack>
  )
}

function DeviceFacts({ device }: { readonly device: ListRow }) {
  const { t, i18n } = useTranslation()
  return (
    <Paper withBorder p="md">
      <SimpleGrid cols={{ base: 2, md: 4 }} component="dl" m={0}>
        {listColumns.devices.map(({ name, kind }, index) => (
          <div key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {t(keyWith(`lists.columns.${name}`))}
            </Text>
            <Text
              component="dd"
              m={0}
              fw={600}
              style={{ overflowWrap: 'anywhere' }}
              data-testid={`device-fact-${name}`}
            >
              {cellText(t, i18n.language, kind, device.values[index] ?? null)}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Paper>
  )
}
