import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface ConfirmDialogProps {
  readonly title: string
  readonly text: string
  readonly confirm: string
  readonly testId: string
  /** What is lost cannot be had back: the button says so in red, and Enter does not fall on it. */
  readonly destructive?: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** Asks once before what cannot be taken back. Escape and the cross are the same as "no". */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={props.onCancel} title={<Text fw={700}>{props.title}</Text>} centered size="lg">
      <Text mb="lg">{props.text}</Text>
      {/* 13 mm between opposite actions, so that a glove on one does not touch the other. */}
      <Group justify="flex-end" gap="3.5rem">
        <Button variant="default" onClick={props.onCancel} data-autofocus data-testid={`${props.testId}-no`}>
          {t('office.no')}
        </Button>
        <Button
          {...(props.destructive === true && { color: 'red' })}
          onClick={props.onConfirm}
          data-testid={`${props.testId}-yes`}
        >
          {props.confirm}
        </Button>
      </Group>
    </Modal>
  )
}
