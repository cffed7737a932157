import { Alert } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { IndexingState } from '../../shared/database.ts'

/** Lists are slow until they are there; how far it is, is said wherever somebody wonders. */
export function IndexesNotice({ indexing: { making, done, total } }: { readonly indexing: IndexingState }) {
  const { t } = useTranslation()
  return (
    <Alert color="blue" variant="outline" mb="md" role="status" data-testid="office-indexing">
      {t('health.indexes.making', { collection: making ?? '', done, total })}
    </Alert>
  )
}

/** Said once for every tab: the lists may be old, and nothing but this station's settings can be saved. */
export function DatabaseAway({ starting }: { readonly starting: boolean }) {
  const { t } = useTranslation()
  const word = starting ? 'database-starting' : 'database-away'
  return (
    <Alert
      color="yellow"
      variant="outline"
      mb="md"
      title={t(`notice.${word}.word`)}
      role="status"
      data-testid="office-away"
    >
      {t(`notice.${word}.text`)} {t(`notice.${word}.next`)}
    </Alert>
  )
}
