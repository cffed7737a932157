import { Button, Fieldset, Group, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { LoadView } from '../load-view.tsx'
import { type Outcome, OutcomeNotice } from '../outcome-notice.tsx'

const parts = ['version', 'commit', 'electron', 'electronMeant', 'chrome', 'node', 'driver', 'server'] as const

/** What the program is made of, and what a technician asks for. */
export function AboutSection() {
  const { t } = useTranslation()
  const load = useAnswer('program.about', {}, { occasion: 'once' })
  const [withDumps, setWithDumps] = useState(false)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  async function exportDiagnostics() {
    setBusy(true)
    const answer = await call('program.exportDiagnostics', { withDumps })
    setBusy(false)
    setOutcome(
      answer.ok
        ? { done: true, key: 'diagnosis.doneAt', params: { file: answer.value.file } }
        : { done: false, key: 'diagnosis.failed', failure: answer.error },
    )
  }

  return (
    <Fieldset legend={t('about.title')} mt="md" data-testid="about">
      <LoadView load={load} failed={t('about.failed')}>
        {({ versions }) => (
          <Table layout="fixed" withRowBorders={false} verticalSpacing={4} maw={640}>
            <Table.Tbody>
              {parts.flatMap((part) =>
                versions[part] === undefined ? (
                  []
                ) : (
                  <Table.Tr key={part}>
                    <Table.Td w={240}>{t(`about.${part}`)}</Table.Td>
                    <Table.Td data-testid={`about-${part}`}>{versions[part]}</Table.Td>
                  </Table.Tr>
                ),
              )}
            </Table.Tbody>
          </Table>
        )}
      </LoadView>
      <Text mt="md" mb="xs">
        {t('diagnosis.hint')}
      </Text>
      <label>
        <input
          type="checkbox"
          checked={withDumps}
          onChange={(event) => setWithDumps(event.currentTarget.checked)}
          data-testid="diagnosis-dumps"
        />{' '}
        {t('diagnosis.withDumps')}
      </label>
      <Group mt="md" mb="md">
        <Button loading={busy} onClick={() => void exportDiagnostics()} data-testid="diagnosis-write">
          {t('diagnosis.write')}
        </Button>
        <Button variant="default" onClick={() => void call('program.openLicences', {})} data-testid="about-licences">
          {t('about.licences')}
        </Button>
      </Group>
      <OutcomeNotice outcome={outcome} onClose={() => setOutcome(null)} />
    </Fieldset>
  )
}
