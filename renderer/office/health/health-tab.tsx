import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/index.ts'
import type { HealthKind } from '../../../shared/domain/health/data-health.ts'
import { useAnswer } from '../../asking/use-answer.ts'
import { LoadView } from '../load-view.tsx'
import type { AskPreview } from './ask-preview.ts'
import { ChangePreview } from './change-preview.tsx'
import { CheckSection } from './check-section.tsx'
import { ForeignSection } from './foreign-section.tsx'
import { IndexesSection } from './indexes-section.tsx'
import { KindDetail } from './kind-detail.tsx'

interface HealthTabProps {
  /** Shown, and the database is there. */
  readonly wanted: boolean
}

type Where =
  | { readonly at: 'all' }
  | { readonly at: 'kind'; readonly kind: HealthKind }
  | { readonly at: 'preview'; readonly ask: AskPreview; readonly back: Where }

/** While something runs its progress is asked for this often, ms. */
const runningMs = 1000
const quietMs = 15_000

function isRunning(read: Output<'health.read'> | null): boolean {
  return read !== null && (read.check.state === 'running' || read.indexes.making !== null)
}

/** The health of the data: the check, the indexes, what other programs changed. */
export function HealthTab({ wanted }: HealthTabProps) {
  const { t } = useTranslation()
  const load = useAnswer(
    'health.read',
    {},
    { occasion: wanted && 'wanted', everyMs: (read) => (isRunning(read) ? runningMs : quietMs) },
  )
  const [where, setWhere] = useState<Where>({ at: 'all' })
  const { reload } = load
  const back = (to: Where) => {
    setWhere(to)
    void reload()
  }

  return (
    <LoadView load={load} failed={t('health.readFailed')}>
      {({ check, indexes, foreign, mayApply }) => {
        switch (where.at) {
          case 'kind':
            return (
              <KindDetail
                kind={where.kind}
                found={check.found.find(({ kind }) => kind === where.kind) ?? null}
                onBack={() => back({ at: 'all' })}
                onPreview={(ask) => setWhere({ at: 'preview', ask, back: { at: 'all' } })}
              />
            )
          case 'preview':
            return <ChangePreview ask={where.ask} mayApply={mayApply} onBack={() => back(where.back)} />
          case 'all':
            return (
              <Stack>
                <Title order={2}>{t('health.title')}</Title>
                <Text>{t('health.intro')}</Text>
                <CheckSection
                  check={check}
                  onChanged={() => void reload()}
                  onOpen={(kind) => setWhere({ at: 'kind', kind })}
                />
                <ForeignSection
                  foreign={foreign}
                  onPreview={(ask) => setWhere({ at: 'preview', ask, back: { at: 'all' } })}
                />
                <IndexesSection indexes={indexes} />
              </Stack>
            )
        }
      }}
    </LoadView>
  )
}
