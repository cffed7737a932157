import { type JSX, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StationScreenProps } from '../station.ts'
import { ActionRow } from './action-row.tsx'
import { ConflictsPanel } from './conflicts-panel.tsx'
import { Counts } from './counts.tsx'
import { ExpectsLine } from './expects-line.tsx'
import { OrderChoices } from './order-choices.tsx'
import { Recent } from './recent.tsx'
import styles from './screen.module.css'
import { useStation } from './store.ts'
import { SupervisorPanel } from './supervisor-panel.tsx'
import { UnitLabel } from './unit-label.tsx'
import { VerdictBanner } from './verdict-banner.tsx'

/** The production station: the answer on top, what to scan next below it, then the work. Every place is fixed. */
export function ProductionScreen({ app, session }: StationScreenProps): JSX.Element {
  const { t } = useTranslation()
  const station = useStation()
  const [panel, setPanel] = useState<'supervisor' | 'conflicts' | null>(null)
  if (station === null) return <p className={styles['opening']}>{t('common.loading')}</p>
  const { order, batch } = station
  const close = () => setPanel(null)
  return (
    <main
      className={order === null ? styles['choosing'] : styles['working']}
      data-testid="production"
      data-job={station.job}
    >
      <VerdictBanner
        blocked={station.blocked}
        lastAt={station.last?.at ?? 0}
        isCompact={order === null}
        onSupervisor={() => setPanel('supervisor')}
      />
      <ExpectsLine expects={station.expects} half={station.half} />
      {order === null || batch === null ? (
        <OrderChoices app={app} job={station.job} />
      ) : (
        <div className={station.job === 'verify' ? styles['verify'] : styles['register']}>
          <Counts job={station.job} order={order} batch={batch} pace={station.pace} />
          <Recent recent={station.recent} conflicts={station.conflicts} onConflicts={() => setPanel('conflicts')} />
          {station.job === 'verify' && <UnitLabel recent={station.recent} trouble={app.labelTrouble} />}
        </div>
      )}
      <ActionRow station={station} onConflicts={() => setPanel('conflicts')} />
      {panel === 'supervisor' && <SupervisorPanel onClose={close} />}
      {panel === 'conflicts' && <ConflictsPanel isSupervisor={session.isSupervisor} onClose={close} />}
    </main>
  )
}
