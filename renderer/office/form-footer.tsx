import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Outcome, OutcomeNotice } from './outcome-notice.tsx'

interface FormFooterProps {
  readonly save: string
  readonly saveTestId: string
  /** Fields that are wrong; 0 says nothing. */
  readonly wrong: number
  readonly saving: boolean
  readonly onCancel: () => void
  readonly cancel: string
  /** What came of saving: said here, because the end of a long form is out of sight. */
  readonly outcome: Outcome | null
  readonly onCloseOutcome: () => void
}

/** The end of a form, always in reach at the bottom edge of what is seen. */
export function FormFooter({
  save,
  saveTestId,
  wrong,
  saving,
  onCancel,
  cancel,
  outcome,
  onCloseOutcome,
}: FormFooterProps) {
  const { t } = useTranslation()
  return (
    <Paper withBorder p="sm" pos="sticky" bottom={0} shadow="md" style={{ zIndex: 2 }}>
      <Stack gap="sm">
        <OutcomeNotice outcome={outcome} onClose={onCloseOutcome} />
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
      </Stack>
    </Paper>
  )
}
