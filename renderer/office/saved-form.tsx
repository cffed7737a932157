import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { OutcomeNotice } from './outcome-notice.tsx'
import type { Saving } from './use-saving.ts'

interface SavedFormProps {
  /** What the form is for, to whoever does not see it. */
  readonly label: string
  readonly saving: Saving
  /** Fields that are wrong; 0 says nothing. */
  readonly wrong: number
  readonly save: string
  readonly saveTestId: string
  readonly cancel: string
  readonly onCancel: () => void
  readonly children: ReactNode
}

/** A form with its end, which is always in reach at the bottom edge of what is seen. */
export function SavedForm(props: SavedFormProps) {
  const { t } = useTranslation()
  const { saving, wrong } = props
  return (
    <form ref={saving.form} noValidate onSubmit={saving.submit} aria-label={props.label}>
      <Stack>
        {props.children}
        <Paper withBorder p="sm" pos="sticky" bottom={0} shadow="md" style={{ zIndex: 2 }}>
          <Stack gap="sm">
            {/* Said here, because the beginning of a long form is out of sight. */}
            <OutcomeNotice outcome={saving.outcome} onClose={() => saving.say(null)} />
            <Group justify="space-between">
              <Text c="red" fw={600} role="status">
                {wrong > 0 ? t('office.wrongFields', { fields: wrong }) : ''}
              </Text>
              <Group gap="3.5rem">
                <Button variant="default" onClick={props.onCancel} data-testid="office-cancel">
                  {props.cancel}
                </Button>
                <Button type="submit" loading={saving.isSaving} data-testid={props.saveTestId}>
                  {props.save}
                </Button>
              </Group>
            </Group>
          </Stack>
        </Paper>
      </Stack>
    </form>
  )
}
