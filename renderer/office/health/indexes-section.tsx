import { Alert, Fieldset, Progress, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { IndexesView } from '../../../shared/contract/health.ts'

/** Which indexes are there, which are being made, and what keeps the others from it. */
export function IndexesSection({ indexes }: { readonly indexes: IndexesView }) {
  const { t } = useTranslation()
  const { making, done, total, percent, missing } = indexes
  return (
    <Fieldset legend={t('health.indexes.title')} data-testid="health-indexes" data-missing={missing.length}>
      <Stack>
        {making !== null && (
          <Stack gap="xs" role="status" data-testid="health-indexing">
            <Text>
              {percent === null
                ? t('health.indexes.making', { collection: making, done, total })
                : t('health.indexes.makingPercent', { collection: making, percent, done, total })}
            </Text>
            <Progress value={total === 0 ? 0 : (100 * done) / total} size="xl" aria-label={t('health.indexes.title')} />
          </Stack>
        )}
        {making === null && done < total && <Text>{t('health.indexes.unfinished', { done, total })}</Text>}
        {making === null && done >= total && missing.length === 0 && (
          <Text>{t('health.indexes.ready', { total })}</Text>
        )}
        {missing.length > 0 && (
          <>
            <Alert color={missing.some((index) => index.isNeededToRegister) ? 'red' : 'yellow'} variant="outline">
              {t('health.indexes.missing', { missing: missing.length, total })}
            </Alert>
            <Table verticalSpacing="sm" data-testid="health-missing-indexes">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('health.indexes.columns.name')}</Table.Th>
                  <Table.Th>{t('health.indexes.columns.why')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {missing.map((index) => (
                  <Table.Tr key={index.name}>
                    <Table.Td style={{ overflowWrap: 'anywhere' }}>{index.name}</Table.Td>
                    <Table.Td>
                      {index.duplicates.length > 0 && (
                        <Text>{t('health.indexes.inTheWay', { documents: index.duplicates.join(', ') })}</Text>
                      )}
                      {index.notAllowed && <Text>{t('health.indexes.notAllowed')}</Text>}
                      {index.isNeededToRegister && <Text fw={700}>{t('health.indexes.stops')}</Text>}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </>
        )}
      </Stack>
    </Fieldset>
  )
}
