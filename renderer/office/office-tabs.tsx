import type { ReactNode } from 'react'
import type { AppState, SessionState } from '../../shared/state.ts'
import { EmployeesTab } from './employees/employees-tab.tsx'
import { HealthTab } from './health/health-tab.tsx'
import { ImportTab } from './import/import-tab.tsx'
import { ListsTab } from './lists/lists-tab.tsx'
import { OrdersTab } from './orders/orders-tab.tsx'
import { ScannersTab } from './scanners/scanners-tab.tsx'
import { SettingsTab } from './settings/settings-tab.tsx'

/** What the office gives each of its tabs; a tab takes what it needs. */
export interface TabParts {
  readonly app: AppState
  readonly session: SessionState
  /** The tab is the one that is looked at. */
  readonly isShown: boolean
  /** Shown, and the database is there. */
  readonly wanted: boolean
  /** The office is on the screen, not behind the station. */
  readonly isInFront: boolean
  /** Something would be lost by leaving. */
  readonly onUnsaved: (unsaved: boolean) => void
}

interface OfficeTab {
  readonly isAllowed: (office: SessionState['office']) => boolean
  readonly panel: (parts: TabParts) => ReactNode
}

/** Every tab of the office, in the order in which they stand. Its name is that of its text, `office.tabs.<name>`. */
export const officeTabs = {
  orders: {
    isAllowed: (office) => office.orders,
    panel: ({ app, wanted, onUnsaved }) => (
      <OrdersTab wanted={wanted} line={app.workstation.linea ?? 1} onUnsaved={onUnsaved} />
    ),
  },
  lists: {
    isAllowed: (office) => office.lists,
    panel: ({ app, session, wanted }) => (
      <ListsTab wanted={wanted} session={session} isStationMode={isStationMode(app)} />
    ),
  },
  import: {
    isAllowed: (office) => office.imports.length > 0,
    panel: ({ app, session, wanted, onUnsaved }) => (
      <ImportTab
        wanted={wanted}
        kinds={session.office.imports}
        isStationMode={isStationMode(app)}
        onUnsaved={onUnsaved}
      />
    ),
  },
  employees: {
    isAllowed: (office) => office.employees,
    panel: ({ session, wanted, onUnsaved }) => <EmployeesTab wanted={wanted} session={session} onUnsaved={onUnsaved} />,
  },
  settings: {
    isAllowed: (office) => office.settings,
    panel: ({ app, isShown, onUnsaved }) => (
      <SettingsTab database={app.database} connected={isConnected(app)} isShown={isShown} onUnsaved={onUnsaved} />
    ),
  },
  scanners: {
    isAllowed: (office) => office.settings,
    // Not kept while another screen is looked at: a trial ends when it is left.
    panel: ({ app, isShown, isInFront }) => (isShown && isInFront ? <ScannersTab app={app} /> : null),
  },
  health: {
    isAllowed: (office) => office.settings,
    panel: ({ wanted, isInFront }) => <HealthTab wanted={wanted && isInFront} />,
  },
} as const satisfies Readonly<Record<string, OfficeTab>>

export type TabName = keyof typeof officeTabs
export const tabNames = Object.keys(officeTabs) as TabName[] // keys() forgets the names

export function isConnected(app: AppState): boolean {
  return app.database.state === 'connected'
}

function isStationMode(app: AppState): boolean {
  return app.screen.stationMode === 'kiosk'
}
