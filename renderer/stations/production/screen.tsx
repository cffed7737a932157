import { type JSX, useState } from 'react'
import { ConflictsPanel } from '../../station/conflicts-panel.tsx'
import { ExpectsLine } from '../../station/expects-line.tsx'
import { Recent } from '../../station/recent.tsx'
import type { StationScreenProps } from '../../station/station-screen.ts'
import { SupervisorPanel } from '../../station/supervisor-panel.tsx'
import { VerdictBanner } from '../../station/verdict-banner.tsx'
import { Actions } from './actions.tsx'
import { Counts } from './counts.tsx'
import { OrderChoices } from './order-choices.tsx'
import styles from './screen.module.css'
import { UnitLabel } from './unit-label.tsx'
import { WaitingHalf } from './waiting-half.tsx'

/** The production station: the answer on top, what to scan next below it, then the work. Every place is fixed. */
export function ProductionScreen({ app, session, station }: StationScreenProps<'production'>): JSX.Element {
  const [panel, setPanel] = useState<'supervisor' | 'conflicts' | null>(null)
  const { order, batch, job, half } = station.work
  const close = () => setPanel(null)
  return (
    <main className={order === null ? styles['choosing'] : styles['working']} data-testid="production" data-job={job}>
      <VerdictBanner
        standing={station.standing}
        lastAt={station.last?.at ?? 0}
        isCompact={order === null}
        onSupervisor={() => setPanel('supervisor')}
      />
      <ExpectsLine expects={station.expects}>{half !== null && <WaitingHalf half={half} />}</ExpectsLine>
      {order === null || batch === null ? (
        <OrderChoices app={app} job={job} />
      ) : (
        <div className={job === 'verify' ? styles['verify'] : styles['register']}>
          <Counts job={job} order={order} batch={batch} pace={station.pace} />
          <Recent recent={station.recent} conflicts={station.conflicts} onConflicts={() => setPanel('conflicts')} />
          {job === 'verify' && <UnitLabel recent={station.recent} trouble={app.labelTrouble} />}
        </div>
      )}
      <Actions station={station} onConflicts={() => setPanel('conflicts')} />
      {panel === 'supervisor' && <SupervisorPanel onClose={close} />}
      {panel === 'conflicts' && <ConflictsPanel isSupervisor={session.isSupervisor} onClose={close} />}
    </main>
  )
}
