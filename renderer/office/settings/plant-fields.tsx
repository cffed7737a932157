import { Fieldset, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { luhnModes } from '../../../shared/setting-values.ts'
import { ChoiceField } from '../choice-field.tsx'
import { type PlantDraft, type PlantNumber, plantNumbers } from './plant-draft.ts'

interface PlantFieldsProps {
  readonly draft: PlantDraft
  readonly connected: boolean
  readonly reading: boolean
  readonly change: (changes: Partial<PlantDraft>) => void
  readonly errorOf: (field: PlantNumber) => string | undefined
}

/** What holds at every station of the plant. It stands in the database, so it waits for one. */
export function PlantFields({ draft, connected, reading, change, errorOf }: PlantFieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('office.settings.plantLegend')} disabled={!connected || reading}>
      <Stack>
        {!connected && <Text fw={600}>{t('office.settings.plantAway')}</Text>}
        <Switch
          label={t('office.settings.fields.badgeSignIn')}
          description={t('office.settings.hints.badgeSignIn')}
          checked={draft.badgeSignIn}
          onChange={(event) => change({ badgeSignIn: event.currentTarget.checked })}
          data-testid="settings-badgeSignIn"
        />
        <SimpleGrid cols={2}>
          {(['imeiLuhn', 'iccidLuhn'] as const).map((name) => (
            <ChoiceField
              key={name}
              label={t(`office.settings.fields.${name}`)}
              description={t(`office.settings.luhnHints.${draft[name]}`)}
              words={luhnModes}
              value={draft[name]}
              textOf={(value) => t(`office.settings.luhn.${value}`)}
              onChoose={(mode) => change({ [name]: mode })}
              data-testid={`settings-${name}`}
            />
          ))}
          {plantNumbers.map((name) => (
            <TextInput
              key={name}
              label={t(`office.settings.fields.${name}`)}
              description={t(`office.settings.hints.${name}`)}
              inputMode="decimal"
              value={draft[name]}
              error={errorOf(name)}
              onChange={(event) => change({ [name]: event.currentTarget.value })}
              data-testid={`settings-${name}`}
            />
          ))}
        </SimpleGrid>
      </Stack>
    </Fieldset>
  )
}
