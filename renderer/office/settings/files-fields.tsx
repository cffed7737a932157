import { Button, Code, Fieldset, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { Outcome } from '../outcome-notice.tsx'

interface FilesFieldsProps {
  /** Where this PC's settings lie. */
  readonly file: string
  /** Says what came of printing, where the form says what came of saving. */
  readonly say: (outcome: Outcome | null) => void
}

/** The sheet of printed commands, and where the settings lie. */
export function FilesFields({ file, say }: FilesFieldsProps) {
  const { t } = useTranslation()
  const [isPrinting, setPrinting] = useState(false)

  async function print() {
    say(null)
    setPrinting(true)
    const answer = await call('settings.printCommandSheet', {})
    setPrinting(false)
    say(
      answer.ok
        ? { done: true, key: 'office.settings.commandSheetDone', file: answer.value.file }
        : { done: false, key: 'office.settings.commandSheetFailed', failure: answer.error },
    )
  }

  return (
    <Fieldset legend={t('office.settings.filesLegend')}>
      <Stack>
        <Group justify="space-between" wrap="nowrap">
          <Text>{t('office.settings.commandSheetHint')}</Text>
          <Button
            variant="default"
            flex="none"
            loading={isPrinting}
            onClick={() => void print()}
            data-testid="settings-command-sheet"
          >
            {t('office.settings.commandSheet')}
          </Button>
        </Group>
        <Text>
          {t('office.settings.file')} <Code fz="sm">{file}</Code>
        </Text>
      </Stack>
    </Fieldset>
  )
}
