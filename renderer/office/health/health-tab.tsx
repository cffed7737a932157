import { Stack, Text, Title } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HealthKind } from '../../../shared/domain/health/data-health.ts'
import { call } from '../../api.ts'
import { LoadView } from '../load-view.tsx'
import { useLoad } from '../use-load.ts'
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

/** The health of the data: the check, the indexes, what other programs changed. */
export function HealthTab({ wanted }: HealthTabProps) {
  const { t } = useTranslation()
  const load = useLoad(() => call('health.read', {}), wanted && 'wanted')
  const [where, setWhere] = useState<Where>({ at: 'all' })
  const read = load.loaded.state === 'ready' ? load.loaded.value : null
  const isRunning = read !== null && (read.check.state === 'running' || read.indexes.making !== null)

  const { reload } = load
  useEffect(() => {
    if (!wanted) return
    const timer = setInterval(() => void reload(), isRunning ? runningMs : quietMs)
    return () => clearInterval(timer)
  }, [wanted, isRunning, reload])

  const back = useCallback(
    (to: Where) => {
      setWhere(to)
      void reload()
    },
    [reload],
  )

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
