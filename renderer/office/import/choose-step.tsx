import { Alert, Button, Fieldset, FileButton, Group, Loader, Stack, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { importFields } from '../../../shared/domain/import/import-fields.ts'
import { type FileReason, importLimits } from '../../../shared/domain/import/import-file.ts'
import type { Params } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { type Outcome, OutcomeNotice } from '../outcome-notice.tsx'
import { FieldTable } from './field-table.tsx'
import { fieldText } from './import-words.ts'

/** Why the last file was not read. */
export interface RefusedFile {
  readonly file: string
  readonly reason: FileReason
  readonly params: Params
}

interface ChooseStepProps {
  readonly kinds: readonly ImportKind[]
  readonly kind: ImportKind
  readonly onKind: (kind: ImportKind) => void
  readonly isReading: boolean
  readonly refused: RefusedFile | null
  /** In station mode no file is chosen: the system's own dialog leads out of the window. */
  readonly isStationMode: boolean
  readonly onFile: (file: File) => void
}

/** What is imported, from which file, and what such a file looks like. */
export function ChooseStep({ kinds, kind, onKind, isReading, refused, isStationMode, onFile }: ChooseStepProps) {
  const { t } = useTranslation()
  const [areFieldsShown, setFieldsShown] = useState(false)
  const reset = useRef<() => void>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  async function keepTemplate() {
    const titles = importFields[kind].map(({ name }) => fieldText(t, kind, name))
    const answer = await call('import.keep', { kind, table: 'template', rows: [titles] })
    setOutcome(
      answer.ok
        ? { done: true, key: 'import.choose.templateMade', file: answer.value.file }
        : { done: false, key: 'import.choose.notMade', failure: answer.error },
    )
  }

  return (
    <Stack>
      <Fieldset legend={t('import.choose.what')}>
        <Group>
          {kinds.map((one) => (
            <Button
              key={one}
              variant={one === kind ? 'filled' : 'default'}
              aria-pressed={one === kind}
              disabled={isReading}
              onClick={() => onKind(one)}
              data-testid={`import-kind-${one}`}
            >
              {t(`import.kinds.${one}`)}
            </Button>
          ))}
        </Group>
      </Fieldset>
      <Text>{t('import.choose.hint')}</Text>
      {kind === 'employees' && <Text fw={600}>{t('import.choose.noPasswords')}</Text>}
      {refused !== null && (
        <Alert color="red" variant="outline" role="alert" title={refused.file} data-testid="import-refused">
          {t(`import.file.${refused.reason}`, { ...refused.params })}
        </Alert>
      )}
      {isStationMode ? (
        <Alert color="yellow" variant="outline">
          {t('import.choose.kiosk')}
        </Alert>
      ) : (
        <Group>
          <FileButton
            accept=".csv,.txt,.tsv,.xlsx,.xlsm"
            resetRef={reset}
            onChange={(file) => {
              // Or the same file, corrected, could not be chosen again.
              reset.current?.()
              if (file !== null) onFile(file)
            }}
            inputProps={{ 'data-testid': 'import-file' } as object}
          >
            {(props) => (
              <Button {...props} disabled={isReading} data-testid="import-choose">
                {t('import.choose.file')}
              </Button>
            )}
          </FileButton>
          <Button variant="default" onClick={() => void keepTemplate()} data-testid="import-template">
            {t('import.choose.template')}
          </Button>
          <Button variant="default" onClick={() => setFieldsShown(!areFieldsShown)} data-testid="import-show-fields">
            {t(areFieldsShown ? 'import.choose.hideFields' : 'import.choose.showFields')}
          </Button>
          {isReading && (
            <Group role="status">
              <Loader size="sm" />
              <Text>{t('import.choose.reading')}</Text>
            </Group>
          )}
        </Group>
      )}
      <OutcomeNotice outcome={outcome} onClose={() => setOutcome(null)} />
      <Text c="dimmed">
        {t('import.choose.limits', { megabytes: importLimits.fileBytes / 2 ** 20, rows: importLimits.rows })}
      </Text>
      {areFieldsShown && <FieldTable kind={kind} />}
    </Stack>
  )
}
