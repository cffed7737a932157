import { Badge, Group, Stack, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckedImport, RanImport } from '../../../shared/contract/import.ts'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import type { ImportMode } from '../../../shared/domain/import/import-file.ts'
import type { ImportMapping } from '../../../shared/domain/import/import-headers.ts'
import type { Failure } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { FailureNotice } from '../failure-notice.tsx'
import { useLoad } from '../use-load.ts'
import { ChooseStep, type RefusedFile } from './choose-step.tsx'
import { ColumnsStep, type ReadTable } from './columns-step.tsx'
import { PreviewStep } from './preview-step.tsx'
import { ProgressView } from './progress-view.tsx'
import { RecentImports } from './recent-imports.tsx'
import { ResultStep } from './result-step.tsx'
import { hashOf, sendFile } from './send-file.ts'
import { useProgress } from './use-progress.ts'

interface ImportTabProps {
  /** Shown, and the database is there. */
  readonly wanted: boolean
  /** What this person may import; at least one. */
  readonly kinds: readonly ImportKind[]
  readonly isStationMode: boolean
  /** One-time passwords are on the screen that are nowhere else. */
  readonly onUnsaved: (is: boolean) => void
}

type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'columns' }
  | { readonly at: 'preview'; readonly checked: CheckedImport }
  | { readonly at: 'run' }
  | { readonly at: 'result'; readonly ran: RanImport; readonly notImported: number }

const steps = ['choose', 'columns', 'preview', 'result'] as const

/** Import of a file, step by step: the file, its columns, what would happen, and what happened. */
export function ImportTab({ wanted, kinds, isStationMode, onUnsaved }: ImportTabProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<ImportKind>(kinds[0] ?? 'devices')
  const [step, setStep] = useState<Step>({ at: 'choose' })
  const [file, setFile] = useState<File | null>(null)
  const [table, setTable] = useState<ReadTable | null>(null)
  const [mapping, setMapping] = useState<ImportMapping>([])
  const [refused, setRefused] = useState<RefusedFile | null>(null)
  const [failed, setFailed] = useState<{ readonly key: string; readonly failure: Failure['error'] } | null>(null)
  const [busy, setBusy] = useState(false)
  const progress = useProgress(busy && step.at !== 'choose')
  const recent = useLoad(() => call('import.recent', {}), wanted && step.at)
  const hasPasswords = step.at === 'result' && step.ran.kind === 'ran' && step.ran.passwords.length > 0
  useEffect(() => onUnsaved(hasPasswords), [hasPasswords, onUnsaved])

  function begin() {
    setFile(null)
    setTable(null)
    setRefused(null)
    setFailed(null)
    setStep({ at: 'choose' })
    void call('import.close', {})
  }

  function take(read: Awaited<ReturnType<typeof sendFile>>, name: string) {
    setFailed(read.ok ? null : { key: failureKey(read.error), failure: read.error })
    setRefused(read.ok && read.value.kind === 'refused' ? { file: name, ...read.value } : null)
    if (!read.ok || read.value.kind === 'refused') return setStep({ at: 'choose' })
    setTable(read.value)
    setMapping(read.value.mapping)
    setStep({ at: 'columns' })
  }

  async function choose(chosen: File) {
    setFile(chosen)
    setFailed(null)
    setRefused(null)
    setBusy(true)
    const read = await sendFile(kind, chosen)
    setBusy(false)
    take(read, chosen.name)
  }

  async function chooseSheet(sheet: string) {
    setBusy(true)
    const read = await call('import.read', { sheet })
    setBusy(false)
    take(read, file?.name ?? '')
  }

  async function check() {
    setFailed(null)
    setBusy(true)
    const answer = await call('import.check', { mapping: [...mapping] })
    setBusy(false)
    if (!answer.ok) return setFailed({ key: 'import.checkFailed', failure: answer.error })
    // It was stopped: what was looked at only in part is no preview.
    if (answer.value.rows > 0) setStep({ at: 'preview', checked: answer.value })
  }

  async function run(mode: ImportMode, checked: CheckedImport) {
    if (file === null) return
    setFailed(null)
    setBusy(true)
    setStep({ at: 'run' })
    const answer = await call('import.run', { mode, sha256: await hashOf(file) })
    setBusy(false)
    if (answer.ok) return setStep({ at: 'result', ran: answer.value, notImported: checked.rows - checked.create })
    setFailed({ key: 'import.result.unknown', failure: answer.error })
    setStep({ at: 'choose' })
  }

  return (
    <Stack data-testid="import" data-step={step.at}>
      <Group justify="space-between">
        <Title order={2}>{t('import.title')}</Title>
        <Group gap="xs" aria-hidden>
          {steps.map((one) => (
            <Badge key={one} size="xl" tt="none" variant={one === shownStep(step) ? 'filled' : 'default'}>
              {t(`import.steps.${one}`)}
            </Badge>
          ))}
        </Group>
      </Group>
      {failed !== null && (
        <FailureNotice title={t(failed.key)} failure={failed.failure} onClose={() => setFailed(null)} />
      )}
      {step.at === 'choose' && (
        <>
          <ChooseStep
            kinds={kinds}
            kind={kind}
            onKind={(next) => {
              setRefused(null)
              setKind(next)
            }}
            isReading={busy}
            refused={refused}
            isStationMode={isStationMode}
            onFile={(chosen) => void choose(chosen)}
          />
          {recent.loaded.state === 'ready' && <RecentImports imports={recent.loaded.value.imports} />}
        </>
      )}
      {step.at === 'columns' && table !== null && (
        <ColumnsStep
          kind={kind}
          file={file?.name ?? ''}
          table={table}
          mapping={mapping}
          isChecking={busy}
          progress={progress}
          onMapping={setMapping}
          onSheet={(sheet) => void chooseSheet(sheet)}
          onCheck={() => void check()}
          onAnother={begin}
        />
      )}
      {step.at === 'preview' && (
        <PreviewStep
          kind={kind}
          checked={step.checked}
          onBack={() => setStep({ at: 'columns' })}
          onRun={(mode) => void run(mode, step.checked)}
        />
      )}
      {step.at === 'run' && (
        <ProgressView progress={progress} cancel={t('import.run.cancel')} hint={t('import.run.keepOpen')} />
      )}
      {step.at === 'result' && (
        <ResultStep
          kind={kind}
          file={file?.name ?? ''}
          ran={step.ran}
          notImported={step.notImported}
          onAnother={begin}
        />
      )}
    </Stack>
  )
}

function shownStep(step: Step): (typeof steps)[number] {
  return step.at === 'run' ? 'result' : step.at
}

/** Another import is being written at this PC: said as that, not as a list that changed. */
function failureKey({ code }: Failure['error']): string {
  return code === 'stale' ? 'import.busy' : 'import.readFailed'
}
