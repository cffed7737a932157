import {
  Alert,
  Button,
  Checkbox,
  Group,
  PasswordInput,
  Progress,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/index.ts'
import type { MoveState } from '../../../shared/database.ts'
import type { Failure } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { StepsFor } from '../../components/standalone-steps.tsx'
import { emptyAddress, isComplete, isNameRight, type PlantAddress } from '../../plant-address.ts'
import { FailureNotice } from '../failure-notice.tsx'

interface MoveDatabaseProps {
  /** The move that runs now. */
  readonly move: MoveState | null
  readonly onClose: () => void
}

/** Moves this PC's database to a server: where to, how far it is, what came of it. */
export function MoveDatabase({ move, onClose }: MoveDatabaseProps) {
  const { t } = useTranslation()
  const [plant, setPlant] = useState(emptyAddress)
  const [wasSent, setSent] = useState(false)
  const [failed, setFailed] = useState<Failure['error'] | null>(null)
  const [moved, setMoved] = useState<Output<'database.move'> | null>(null)
  const change = (changes: Partial<PlantAddress>) => setPlant({ ...plant, ...changes })

  async function start() {
    setSent(true)
    if (!isComplete(plant)) return
    setFailed(null)
    const answer = await call('database.move', plant)
    if (answer.ok) setMoved(answer.value)
    else setFailed(answer.error)
  }

  if (moved !== null) {
    return (
      <Alert color="green" variant="outline" role="status" data-testid="database-moved">
        {t('office.database.moved', { count: moved.documents, folder: moved.folder })}
      </Alert>
    )
  }
  if (move !== null) return <Moving move={move} />
  return (
    // The settings' own form is around it: Enter in here belongs to the move.
    <Stack
      data-testid="database-move-form"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        void start()
      }}
    >
      <Text fw={700}>{t('office.database.moveTitle')}</Text>
      <Text>{t('office.database.moveIntro')}</Text>
      <AddressFields plant={plant} wasSent={wasSent} change={change} />
      {failed !== null && (
        <>
          <FailureNotice title={t('office.database.moveFailed')} failure={failed} onClose={() => setFailed(null)} />
          <StepsFor failure={failed} />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button onClick={() => void start()} data-testid="move-start">
          {t('office.database.moveStart')}
        </Button>
      </Group>
    </Stack>
  )
}

interface AddressFieldsProps {
  readonly plant: PlantAddress
  /** It was tried to send: what is missing is said. */
  readonly wasSent: boolean
  readonly change: (changes: Partial<PlantAddress>) => void
}

/** Where the server is, and who signs in there. */
function AddressFields({ plant, wasSent, change }: AddressFieldsProps) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={2}>
      <TextInput
        label={t('plant.address')}
        description={t('plant.addressHint')}
        value={plant.address}
        error={wasSent && plant.address.trim() === '' ? t('common.required') : undefined}
        onChange={(event) => change({ address: event.currentTarget.value })}
        data-testid="move-address"
      />
      <TextInput
        label={t('plant.databaseName')}
        description={t('plant.nameWrong')}
        value={plant.databaseName}
        error={wasSent && !isNameRight(plant) ? t('plant.nameWrong') : undefined}
        onChange={(event) => change({ databaseName: event.currentTarget.value })}
        data-testid="move-database-name"
      />
      <TextInput
        label={t('plant.user')}
        value={plant.user}
        onChange={(event) => change({ user: event.currentTarget.value })}
        data-testid="move-user"
      />
      <PasswordInput
        label={t('plant.password')}
        value={plant.password}
        onChange={(event) => change({ password: event.currentTarget.value })}
        data-testid="move-password"
      />
      <Checkbox
        label={t('plant.tls')}
        checked={plant.tls}
        onChange={(event) => change({ tls: event.currentTarget.checked })}
        data-testid="move-tls"
      />
      {plant.tls && (
        <TextInput
          label={t('plant.certificate')}
          description={t('plant.certificateHint')}
          value={plant.certificateFile ?? ''}
          onChange={(event) => change({ certificateFile: event.currentTarget.value })}
        />
      )}
    </SimpleGrid>
  )
}

function Moving({ move }: { readonly move: MoveState }) {
  const { t } = useTranslation()
  const share = move.total === 0 ? 0 : Math.min(1, move.done / move.total)
  const percent = move.phase === 'switching' ? 100 : share * 100
  return (
    <Stack role="status" data-testid="database-moving" data-phase={move.phase}>
      <Text fw={700}>{t('office.database.moveTitle')}</Text>
      <Text>{t(`office.database.phase.${move.phase}`, { collection: move.collection })}</Text>
      <Progress value={percent} size="xl" aria-label={t('office.database.moveTitle')} />
      {move.phase !== 'switching' && (
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void call('database.cancelMove', {})} data-testid="move-cancel">
            {t('office.database.moveCancel')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
