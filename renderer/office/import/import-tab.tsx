import { Badge, Group, Stack, Title } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { FailureNotice } from '../failure-notice.tsx'
import { ChooseStep } from './choose-step.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { PreviewStep } from './preview-step.tsx'
import { ProgressView } from './progress-view.tsx'
import { RecentImports } from './recent-imports.tsx'
import { ResultStep } from './result-step.tsx'
import { type Step, useImport } from './use-import.ts'
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

/** Import of a file, step by step: the file, its columns, what would happen, and what happened. */
export function ImportTab({ wanted, kinds, isStationMode, onUnsaved }: ImportTabProps) {
  const { t } = useTranslation()
  const work = useImport(kinds[0] ?? 'devices')
  const { step, failed } = work
  const hasPasswords = step.at === 'result' && step.ran.kind === 'ran' && step.ran.passwords.length > 0
  useEffect(() => onUnsaved(hasPasswords), [hasPasswords, onUnsaved])

  return (
    <Stack data-testid="import" data-step={step.at}>
      <Group justify="space-between">
        <Title order={2}>{t('import.title')}</Title>
        <StepBadges step={step} />
      </Group>
      {failed !== null && <FailureNotice title={t(failed.key)} failure={failed.failure} onClose={work.closeFailure} />}
      <ShownStep work={work} wanted={wanted} kinds={kinds} isStationMode={isStationMode} />
    </Stack>
  )
}

interface ShownStepProps extends Pick<ImportTabProps, 'wanted' | 'kinds' | 'isStationMode'> {
  readonly work: ReturnType<typeof useImport>
}

function ShownStep({ work, wanted, kinds, isStationMode }: ShownStepProps) {
  const { t } = useTranslation()
  const { kind, step, table } = work
  const file = work.file?.name ?? ''
  const progress = useProgress(work.isBusy && step.at !== 'choose')
  const recent = useAnswer('import.recent', {}, { occasion: wanted && step.at })
  switch (step.at) {
    case 'choose':
      return (
        <>
          <ChooseStep
            kinds={kinds}
            kind={kind}
            onKind={work.setKind}
            isReading={work.isBusy}
            refused={work.refused}
            isStationMode={isStationMode}
            onFile={(chosen) => void work.choose(chosen)}
          />
          {recent.loaded.state === 'ready' && <RecentImports imports={recent.loaded.value.imports} />}
        </>
      )
    case 'columns':
      return (
        table !== null && (
          <ColumnsStep
            kind={kind}
            file={file}
            table={table}
            mapping={work.mapping}
            isChecking={work.isBusy}
            progress={progress}
            onMapping={work.setMapping}
            onSheet={(sheet) => void work.chooseSheet(sheet)}
            onCheck={() => void work.check()}
            onAnother={work.begin}
          />
        )
      )
    case 'preview':
      return (
        <PreviewStep
          kind={kind}
          checked={step.checked}
          onBack={work.backToColumns}
          onRun={(mode) => void work.run(mode, step.checked)}
        />
      )
    case 'run':
      return <ProgressView progress={progress} cancel={t('import.run.cancel')} hint={t('import.run.keepOpen')} />
    case 'result':
      return <ResultStep kind={kind} file={file} ran={step.ran} notImported={step.notImported} onAnother={work.begin} />
  }
}

const steps = ['choose', 'columns', 'preview', 'result'] as const

function StepBadges({ step }: { readonly step: Step }) {
  const { t } = useTranslation()
  const shown = step.at === 'run' ? 'result' : step.at
  return (
    <Group gap="xs" aria-hidden>
      {steps.map((one) => (
        <Badge key={one} size="xl" tt="none" variant={one === shown ? 'filled' : 'default'}>
          {t(`import.steps.${one}`)}
        </Badge>
      ))}
    </Group>
  )
}
