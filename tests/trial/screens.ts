import { createElement as element, type JSX, useState } from 'react'
import { ActionRow } from '../../renderer/station/action-row.tsx'
import { ConflictsPanel } from '../../renderer/station/conflicts-panel.tsx'
import { ExpectsLine } from '../../renderer/station/expects-line.tsx'
import { Recent } from '../../renderer/station/recent.tsx'
import type { StationScreenProps } from '../../renderer/station/station-screen.ts'
import { SupervisorPanel } from '../../renderer/station/supervisor-panel.tsx'
import { VerdictBanner } from '../../renderer/station/verdict-banner.tsx'

/** The frame's parts around what is open here. */
function TrialScreen({ session, station }: StationScreenProps<'trialbench'>): JSX.Element {
  const [panel, setPanel] = useState<'supervisor' | 'conflicts' | null>(null)
  const { carton, box, units, boxed, boxes, aside } = station.work
  const openConflicts = () => setPanel('conflicts')
  const close = () => setPanel(null)
  const banner = { standing: station.standing, lastAt: station.last?.at ?? 0, isCompact: false }
  const open = { carton, box, units: units.length, boxed: boxed.length, boxes, aside }
  return element(
    'main',
    { 'data-testid': 'trialbench', style: { display: 'grid', gridTemplateRows: 'auto auto 1fr auto', gap: 10 } },
    element(VerdictBanner, { ...banner, onSupervisor: () => setPanel('supervisor') }),
    element(ExpectsLine, { expects: station.expects }),
    element(
      'div',
      { style: { display: 'flex', gap: 20, minHeight: 0 } },
      element('pre', { 'data-testid': 'open' }, JSON.stringify(open)),
      element(Recent, { recent: station.recent, conflicts: station.conflicts, onConflicts: openConflicts }),
    ),
    element(ActionRow, { station, second: null, onConflicts: null, children: null }),
    panel === 'supervisor' && element(SupervisorPanel, { onClose: close }),
    panel === 'conflicts' && element(ConflictsPanel, { isSupervisor: session.isSupervisor, onClose: close }),
  )
}

export const moreScreens = { trialbench: TrialScreen }
