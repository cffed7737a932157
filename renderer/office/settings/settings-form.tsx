import { SimpleGrid, Stack } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/index.ts'
import type { FieldErrors } from '../field-error.ts'
import { SavedForm } from '../saved-form.tsx'
import { useFieldText } from '../use-field-text.ts'
import { useSaving } from '../use-saving.ts'
import { FilesFields } from './files-fields.tsx'
import type { PlantNumber } from './plant-draft.ts'
import { PlantFields } from './plant-fields.tsx'
import { ScannerFields } from './scanner-fields.tsx'
import { useTypedSettings } from './use-typed-settings.ts'
import { wrongFields } from './workstation-draft.ts'
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

/** This station's settings and the plant's, saved together. */
export function SettingsForm({ settings, connected, reading, onUnsaved, onSaved }: SettingsFormProps) {
  const { t } = useTranslation()
  const typed = useTypedSettings(settings, onSaved)
  const { workstation, workstationReading, plantReading, isUnsaved } = typed
  useEffect(() => onUnsaved(isUnsaved), [isUnsaved, onUnsaved])
  const saving = useSaving(workstationReading.ok && plantReading.ok, typed.send)

  const plantErrors: FieldErrors<PlantNumber> = plantReading.ok ? {} : plantReading.errors
  const plantErrorOf = useFieldText(plantErrors)
  const volumeErrorOf = useFieldText<'volume'>(
    workstationReading.ok || workstationReading.volume === undefined ? {} : { volume: workstationReading.volume },
  )
  return (
    <SavedForm
      label={t('office.settings.title')}
      saving={saving}
      wrong={wrongFields(workstationReading) + Object.keys(plantErrors).length}
      save={t('office.settings.save')}
      saveTestId="settings-save"
      cancel={t('office.settings.discard')}
      onCancel={() => {
        typed.discard()
        saving.say(null)
      }}
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
        <Stack>
          <WorkstationFields
            draft={workstation}
            forced={settings.forced}
            change={typed.changeWorkstation}
            errorOf={volumeErrorOf}
            printers={settings.printers}
          />
          <ScannerFields
            scanners={workstation.scanners}
            forced={settings.forced.includes('scanners')}
            serialPorts={settings.serialPorts}
            hidScanners={settings.hidScanners}
            errors={workstationReading.ok ? [] : workstationReading.scanners}
            onChange={(scanners) => typed.changeWorkstation({ scanners })}
          />
        </Stack>
        <Stack>
          <PlantFields
            draft={typed.plant}
            connected={connected}
            reading={reading}
            change={typed.changePlant}
            errorOf={plantErrorOf}
          />
          <FilesFields file={settings.file} say={saving.say} />
        </Stack>
      </SimpleGrid>
    </SavedForm>
  )
}
