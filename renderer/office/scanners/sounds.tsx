import { Button, Fieldset, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type SoundSet, soundSets, volumeRange } from '../../../shared/setting-values.ts'
import { settingVariables } from '../../../shared/setting-variables.ts'
import { call } from '../../api.ts'
import { playSound, type SoundName, sounds } from '../../sounds.ts'
import { ChoiceField } from '../choice-field.tsx'
import { type Outcome, OutcomeNotice } from '../outcome-notice.tsx'
import { wholeNumberWithin } from '../whole-number.ts'

interface SoundsProps {
  readonly volume: number
  readonly soundSet: SoundSet
  /** Names of settings that a variable sets. */
  readonly forced: readonly string[]
}

/** Every sound of this station, to be heard; how loud, and in which voice. What is chosen is heard at once. */
export function Sounds({ volume, soundSet, forced }: SoundsProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const [chosen, setChosen] = useState<SoundSet | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const set = chosen ?? soundSet
  const read = wholeNumberWithin(typed ?? String(volume), volumeRange)
  const loudness = read ?? volume

  async function save(): Promise<void> {
    if (read === null) return
    const answer = await call('scanners.saveSounds', { volume: read, soundSet: set })
    setOutcome(
      answer.ok
        ? { done: true, key: 'scanners.sound.saved' }
        : { done: false, key: 'scanners.sound.failed', failure: answer.error },
    )
    if (!answer.ok) return
    setTyped(null)
    setChosen(null)
  }

  const names = Object.keys(sounds) as SoundName[] // keys() forgets the names
  return (
    <Fieldset legend={t('scanners.sound.title')}>
      <Stack>
        <Text>{t('scanners.sound.hint')}</Text>
        <SimpleGrid cols={2}>
          <ChoiceField
            label={t('scanners.sound.set')}
            words={soundSets}
            value={set}
            disabled={forced.includes('soundSet')}
            description={
              forced.includes('soundSet') && t('scanners.sound.forced', { variable: settingVariables.soundSet })
            }
            textOf={(number) => t('scanners.sound.setName', { number })}
            onChoose={(next) => {
              setChosen(next)
              playSound('accepted', loudness, next)
            }}
            data-testid="sound-set"
          />
          <TextInput
            label={t('scanners.sound.volume')}
            inputMode="numeric"
            value={typed ?? String(volume)}
            disabled={forced.includes('volume')}
            description={forced.includes('volume') && t('scanners.sound.forced', { variable: settingVariables.volume })}
            error={read === null && t('office.settings.errors.range', { ...volumeRange })}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-testid="sound-volume"
          />
        </SimpleGrid>
        {loudness === 0 && <Text fw={600}>{t('scanners.sound.silent')}</Text>}
        <SimpleGrid cols={3} spacing="xs" verticalSpacing="xs">
          {names.map((name) => (
            <Button
              key={name}
              variant="default"
              px="xs"
              onClick={() => playSound(name, loudness, set)}
              data-testid={`tone-${name}`}
            >
              {t(`scanners.tone.${name}`)}
            </Button>
          ))}
        </SimpleGrid>
        <OutcomeNotice outcome={outcome} onClose={() => setOutcome(null)} />
        <Group justify="flex-end">
          <Button onClick={() => void save()} data-testid="sound-save">
            {t('scanners.sound.save')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
