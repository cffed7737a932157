import { Button, Code, Fieldset, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/index.ts'
import { call } from '../../api.ts'
import type { FieldErrors } from '../field-error.ts'
import { focusFirstError } from '../focus-first-error.ts'
import { FormFooter } from '../form-footer.tsx'
import type { Outcome } from '../outcome-notice.tsx'
import { useFieldText } from '../use-field-text.ts'
import { type PlantDraft, type PlantNumber, plantDraft, readPlant } from './plant-draft.ts'
import { PlantFields } from './plant-fields.tsx'
import { ScannerFields } from './scanner-fields.tsx'
import { readWorkstation, type WorkstationDraft, workstationDraft, wrongFields } from './workstation-draft.ts'
import { WorkstationFields } from './workstation-fields.tsx'

interface SettingsFormProps {
  /** As last read; what was typed since lies over it. */
  readonly settings: Output<'settings.read'>
  readonly connected: boolean
  /** Being read again: until then the plant's settings may be those of before the database went away. */
  readonly reading: boolean
  readonly onUnsaved: (unsaved: boolean) => void
  readonly onSaved: () => Promise<void>
}

/** This station's settings and the plant's, saved together; only the part that was changed is sent. */
export function SettingsForm({ settings, connected, reading, onUnsaved, onSaved }: SettingsFormProps) {
  const { t } = useTranslation()
  const [typedWorkstation, setTypedWorkstation] = useState<WorkstationDraft | null>(null)
  const [typedPlant, setTypedPlant] = useState<PlantDraft | null>(null)
  const [saving, setSaving] = useState(false)
  const [printing, setPrinting] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const form = useRef<HTMLFormElement>(null)

  const workstation = typedWorkstation ?? workstationDraft(settings.workstation)
  const plant = typedPlant ?? plantDraft(settings.plant)
  const workstationReading = readWorkstation(workstation)
  const plantReading = readPlant(plant)
  const plantErrors: FieldErrors<PlantNumber> = plantReading.ok ? {} : plantReading.errors
  const volumeErrorOf = useFieldText<'volume'>(
    workstationReading.ok || workstationReading.volume === undefined ? {} : { volume: workstationReading.volume },
  )
  const plantErrorOf = useFieldText(plantErrors)

  const unsaved = typedWorkstation !== null || typedPlant !== null
  useEffect(() => onUnsaved(unsaved), [unsaved, onUnsaved])

  /** Sends what was typed, this station's part first; what was sent is forgotten once it was read back. */
  async function send(): Promise<Outcome> {
    if (typedWorkstation !== null && workstationReading.ok) {
      const answer = await call('settings.saveWorkstation', workstationReading.value)
      if (!answer.ok) return { done: false, key: 'office.settings.workstationNotSaved', failure: answer.error }
      await onSaved()
      setTypedWorkstation(null)
    }
    if (typedPlant !== null && plantReading.ok) {
      const answer = await call('settings.savePlant', plantReading.value)
      if (!answer.ok) return { done: false, key: 'office.settings.plantNotSaved', failure: answer.error }
      await onSaved()
      setTypedPlant(null)
    }
    return { done: true, key: unsaved ? 'office.settings.saved' : 'office.settings.nothingToSave' }
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    if (saving) return
    setOutcome(null)
    if (!workstationReading.ok || !plantReading.ok) {
      focusFirstError(form.current)
      return
    }
    setSaving(true)
    const came = await send()
    setSaving(false)
    setOutcome(came)
  }

  async function printCommandSheet() {
    setOutcome(null)
    setPrinting(true)
    const answer = await call('settings.printCommandSheet', {})
    setPrinting(false)
    setOutcome(
      answer.ok
        ? { done: true, key: 'office.settings.commandSheetDone', file: answer.value.file }
        : { done: false, key: 'office.settings.commandSheetFailed', failure: answer.error },
    )
  }

  return (
    <form ref={form} noValidate onSubmit={(event) => void save(event)} aria-label={t('office.settings.title')}>
      <Stack>
        <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
          <Stack>
            <WorkstationFields
              draft={workstation}
              forced={settings.forced}
              change={(changes) => setTypedWorkstation({ ...workstation, ...changes })}
              errorOf={volumeErrorOf}
              printers={settings.printers}
            />
            <ScannerFields
              scanners={workstation.scanners}
              forced={settings.forced.includes('scanners')}
              serialPorts={settings.serialPorts}
              hidScanners={settings.hidScanners}
              errors={workstationReading.ok ? [] : workstationReading.scanners}
              onChange={(scanners) => setTypedWorkstation({ ...workstation, scanners })}
            />
          </Stack>
          <Stack>
            <PlantFields
              draft={plant}
              connected={connected}
              reading={reading}
              change={(changes) => setTypedPlant({ ...plant, ...changes })}
              errorOf={plantErrorOf}
            />
            <Fieldset legend={t('office.settings.filesLegend')}>
              <Stack>
                <Group justify="space-between" wrap="nowrap">
                  <Text>{t('office.settings.commandSheetHint')}</Text>
                  <Button
                    variant="default"
                    flex="none"
                    loading={printing}
                    onClick={() => void printCommandSheet()}
                    data-testid="settings-command-sheet"
                  >
                    {t('office.settings.commandSheet')}
                  </Button>
                </Group>
                <Text>
                  {t('office.settings.file')} <Code fz="sm">{settings.file}</Code>
                </Text>
              </Stack>
            </Fieldset>
          </Stack>
        </SimpleGrid>
        <FormFooter
          outcome={outcome}
          onCloseOutcome={() => setOutcome(null)}
          save={t('office.settings.save')}
          saveTestId="settings-save"
          wrong={wrongFields(workstationReading) + Object.keys(plantErrors).length}
          saving={saving}
          cancel={t('office.settings.discard')}
          onCancel={() => {
            setTypedWorkstation(null)
            setTypedPlant(null)
            setOutcome(null)
          }}
        />
      </Stack>
    </form>
  )
}
