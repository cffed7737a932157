import { Checkbox, Fieldset, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/index.ts'
import { type ProductionJob, productionJobs } from '../../../shared/domain/production-job.ts'
import { languages, stationModes, themes } from '../../../shared/setting-values.ts'
import { settingVariables } from '../../../shared/setting-variables.ts'
import { stationWords } from '../../../shared/stations.ts'
import { plantLines, stationNumbers } from '../../../shared/workplace.ts'
import { ChoiceField } from '../choice-field.tsx'
import { LabelFields } from './label-fields.tsx'
import type { WorkstationDraft } from './workstation-draft.ts'

/** Of a PC that stands at no line. */
const nowhere = 'none'
const jobs: readonly ('default' | ProductionJob)[] = ['default', ...productionJobs]

interface WorkstationFieldsProps {
  readonly draft: WorkstationDraft
  /** Settings that a variable sets. */
  readonly forced: readonly string[]
  readonly change: (changes: Partial<WorkstationDraft>) => void
  readonly errorOf: (field: 'volume') => string | undefined
  readonly printers: Output<'settings.read'>['printers']
}

/** Where this PC stands, and how it looks and sounds. */
export function WorkstationFields({ draft, forced, change, errorOf, printers }: WorkstationFieldsProps) {
  const { t } = useTranslation()
  const field = (name: Exclude<keyof WorkstationDraft, 'scanners'>) => ({
    label: t(`office.settings.fields.${name}`),
    disabled: forced.includes(name),
    description: forced.includes(name) ? t('office.settings.forced', { variable: settingVariables[name] }) : undefined,
    'data-testid': `settings-${name}`,
  })
  return (
    <Fieldset legend={t('office.settings.workstationLegend')}>
      <Checkbox.Group
        {...field('stations')}
        {...(!forced.includes('stations') && { description: t('office.settings.hints.stations') })}
        value={[...draft.stations]}
        onChange={(chosen) => change({ stations: stationWords.filter((word) => chosen.includes(word)) })}
        mb="md"
      >
        <Group mt="xs">
          {stationWords.map((word) => (
            <Checkbox
              key={word}
              value={word}
              label={t(`stationName.${word}`)}
              disabled={forced.includes('stations')}
              data-testid={`settings-offers-${word}`}
            />
          ))}
        </Group>
      </Checkbox.Group>
      <SimpleGrid cols={2}>
        <NativeSelect
          {...field('linea')}
          value={draft.linea === null ? nowhere : String(draft.linea)}
          onChange={(event) => {
            const linea = plantLines.find((known) => String(known) === event.currentTarget.value)
            change({ linea: linea ?? null })
          }}
          data={[...plantLines.map(String), { value: nowhere, label: t('office.settings.nowhere.linea') }]}
        />
        <NativeSelect
          {...field('puesto')}
          value={draft.puesto === null ? nowhere : String(draft.puesto)}
          onChange={(event) => {
            const puesto = stationNumbers.find((known) => String(known) === event.currentTarget.value)
            change({ puesto: puesto ?? null })
          }}
          data={[...stationNumbers.map(String), { value: nowhere, label: t('office.settings.nowhere.puesto') }]}
        />
        <ChoiceField
          {...field('job')}
          {...(!forced.includes('job') && { description: t(`office.settings.jobHints.${draft.job}`) })}
          words={jobs}
          value={draft.job}
          textOf={(value) => t(`office.settings.jobs.${value}`)}
          onChoose={(job) => change({ job })}
        />
        <ChoiceField
          {...field('language')}
          words={languages}
          value={draft.language}
          textOf={(value) => t(`office.settings.languages.${value}`)}
          onChoose={(language) => change({ language })}
          {...(!forced.includes('language') && { description: t('office.settings.hints.own') })}
        />
        <ChoiceField
          {...field('theme')}
          words={themes}
          value={draft.theme}
          textOf={(value) => t(`office.settings.themes.${value}`)}
          onChoose={(theme) => change({ theme })}
          {...(!forced.includes('theme') && { description: t('office.settings.hints.own') })}
        />
        <ChoiceField
          {...field('stationMode')}
          {...(!forced.includes('stationMode') && {
            description: t(`office.settings.stationModeHints.${draft.stationMode}`),
          })}
          words={stationModes}
          value={draft.stationMode}
          textOf={(value) => t(`office.settings.stationModes.${value}`)}
          onChoose={(stationMode) => change({ stationMode })}
        />
        <TextInput
          {...field('volume')}
          {...(!forced.includes('volume') && { description: t('office.settings.hints.volume') })}
          inputMode="numeric"
          value={draft.volume}
          error={errorOf('volume')}
          onChange={(event) => change({ volume: event.currentTarget.value })}
        />
        <LabelFields draft={draft} forced={forced} printers={printers} change={change} />
      </SimpleGrid>
    </Fieldset>
  )
}
