import { Button, Group, Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface FormFooterProps {
  readonly save: string
  readonly saveTestId: string
  /** Fields that are wrong; 0 says nothing. */
  readonly wrong: number
  readonly saving: boolean
  readonly onCancel: () => void
  readonly cancel: string
}

/** The end of a form, always in reach at the bottom edge of what is seen. */
export function FormFooter({ save, saveTestId, wrong, saving, onCancel, cancel }: FormFooterProps) {
  const { t } = useTranslation()
  return (
    <Paper withBorder p="sm" pos="sticky" bottom={0} shadow="md" style={{ zIndex: 2 }}>
      <Group justify="space-between">
        <Text c="red" fw={600} role="status">
          {wrong > 0 ? t('office.wrongFields', { fields: wrong }) : ''}
        </Text>
        <Group gap="3.5rem">
          <Button variant="default" onClick={onCancel} data-testid="office-cancel">
            {cancel}
          </Button>
          <Button type="submit" loading={saving} data-testid={saveTestId}>
            {save}
          </Button>
        </Group>
      </Group>
    </Paper>
  )
}
