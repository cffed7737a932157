import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CsvSeparator, csvSeparators, type ExportFormat, exportFormats } from '../../../shared/exports.ts'
import { call } from '../../api.ts'
import { keyWith } from '../../i18n/text-key.ts'
import { ChoiceField } from '../choice-field.tsx'
import { type Outcome, OutcomeNotice } from '../outcome-notice.tsx'
import type { ListFilter } from './list-draft.ts'

const separatorNames: Readonly<Record<CsvSeparator, 'semicolon' | 'comma' | 'tab'>> = {
  ';': 'semicolon',
  ',': 'comma',
  '\t': 'tab',
}

interface ExportPanelProps {
  /** What the list shows now. */
  readonly filter: ListFilter
  readonly isRunning: boolean
  readonly onStarted: () => void
  readonly onClose: () => void
}

/** In which form the list is taken out. Where to is the program's own folder: the page names no path. */
export function ExportPanel({ filter, isRunning, onStarted, onClose }: ExportPanelProps) {
  const { t } = useTranslation()
  const [format, setFormat] = useState<ExportFormat>('csv')
  const [separator, setSeparator] = useState<CsvSeparator>(';')
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  async function start() {
    setBusy(true)
    setOutcome(null)
    const answer = await call('lists.export', { filter, format, separator })
    setBusy(false)
    if (answer.ok) onStarted()
    else setOutcome({ done: false, key: 'lists.export.notStarted', failure: answer.error })
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={<Text fw={700}>{t('lists.export.legend')}</Text>}
      centered
      size="xl"
      data-testid="export-panel"
    >
      <Stack>
        <Text>
          {t('lists.export.what', {
            list: t(`lists.names.${filter.list}`),
            view: t(keyWith(`lists.views.${filter.list}.${filter.by.view}`)),
          })}
        </Text>
        <Group align="flex-start">
          <ChoiceField
            w="18rem"
            label={t('lists.export.format')}
            words={exportFormats}
            value={format}
            textOf={(value) => t(`lists.export.formats.${value}`)}
            onChoose={setFormat}
            data-testid="export-format"
          />
          {format === 'csv' && (
            <NativeSelect
              w="15rem"
              label={t('lists.export.separator')}
              value={separatorNames[separator]}
              onChange={(event) => {
                const chosen = csvSeparators.find((known) => separatorNames[known] === event.currentTarget.value)
                if (chosen !== undefined) setSeparator(chosen)
              }}
              data={csvSeparators.map((known) => ({
                value: separatorNames[known],
                label: t(`lists.export.separators.${separatorNames[known]}`),
              }))}
              data-testid="export-separator"
            />
          )}
        </Group>
        <Text c="dimmed">{t(`lists.export.formatHints.${format}`)}</Text>
        <OutcomeNotice outcome={outcome} onClose={() => setOutcome(null)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-testid="export-close">
            {t('lists.export.close')}
          </Button>
          <Button loading={busy} disabled={isRunning} onClick={() => void start()} data-testid="export-start">
            {t('lists.export.start')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
