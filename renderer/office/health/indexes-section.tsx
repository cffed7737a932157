import { Alert, Fieldset, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { IndexesView } from '../../../shared/contract/health.ts'
import { DataTable } from '../data-table.tsx'

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
            <DataTable
              marks={{ 'data-testid': 'health-missing-indexes' }}
              rows={missing}
              keyOf={(index) => index.name}
              columns={[
                {
                  name: 'name',
                  title: t('health.indexes.columns.name'),
                  cell: (index) => index.name,
                  wrap: 'anywhere',
                },
                { name: 'why', title: t('health.indexes.columns.why'), cell: (index) => <WhyCell index={index} /> },
              ]}
            />
          </>
        )}
      </Stack>
    </Fieldset>
  )
}

function WhyCell({ index }: { readonly index: IndexesView['missing'][number] }) {
  const { t } = useTranslation()
  return (
    <>
      {index.duplicates.length > 0 && (
        <Text>{t('health.indexes.inTheWay', { documents: index.duplicates.join(', ') })}</Text>
      )}
      {index.notAllowed && <Text>{t('health.indexes.notAllowed')}</Text>}
      {index.isNeededToRegister && <Text fw={700}>{t('health.indexes.stops')}</Text>}
    </>
  )
}
