import { Table, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** The head of a table's column of buttons: said to whoever does not see them. */
export function ActionsHead() {
  const { t } = useTranslation()
  return (
    <Table.Th>
      <VisuallyHidden>{t('office.actions')}</VisuallyHidden>
    </Table.Th>
  )
}
