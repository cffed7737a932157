import { Alert, Box, Button, Group, Tabs, Text } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndexingState } from '../../shared/database.ts'
import type { AppState, SessionState } from '../../shared/state.ts'
import { AuditNotice } from './audit-notice.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { EmployeesTab } from './employees/employees-tab.tsx'
import { HealthTab } from './health/health-tab.tsx'
import { ImportTab } from './import/import-tab.tsx'
import { ListsTab } from './lists/lists-tab.tsx'
import { OfficeProvider } from './office-provider.tsx'
import { OrdersTab } from './orders/orders-tab.tsx'
import { ScannersTab } from './scanners/scanners-tab.tsx'
import { SettingsTab } from './settings/settings-tab.tsx'

interface OfficeScreenProps {
  readonly app: AppState
  /** Back to the station; `null` for whoever has no station to go to. */
  readonly onLeave: (() => void) | null
  /** The office is on the screen, not behind the station. */
  readonly isInFront: boolean
}

const tabs = ['orders', 'lists', 'import', 'employees', 'settings', 'scanners', 'health'] as const
type Tab = (typeof tabs)[number]

/** The smallest office: orders, lists, import, employees, settings, scanners and the health of the data, each only for whoever may use it. */
export function OfficeScreen({ app, onLeave, isInFront }: OfficeScreenProps) {
  // Signed out (by hand, by idling, by the main process): the frame takes over, there is nothing to show here.
  if (app.session === null) return null
  return (
    <OfficeProvider theme={app.theme} systemContrast={app.screen.systemContrast}>
      <OfficeTabs app={app} session={app.session} onLeave={onLeave} isInFront={isInFront} />
    </OfficeProvider>
  )
}

interface OfficeTabsProps extends OfficeScreenProps {
  readonly session: SessionState
}

function OfficeTabs({ app, session, onLeave, isInFront }: OfficeTabsProps) {
  const { t } = useTranslation()
  const allowed = tabs.filter((tab) => isAllowed(session.office, tab))
  const [chosen, setChosen] = useState<Tab | undefined>(allowed[0])
  // A right taken away while the tab is open closes it.
  const active = allowed.find((tab) => tab === chosen) ?? allowed[0]
  const [visited, setVisited] = useState<readonly Tab[]>(active === undefined ? [] : [active])
  const [unsaved, setUnsaved] = useState<Readonly<Record<Tab, boolean>>>({
    orders: false,
    lists: false,
    import: false,
    employees: false,
    settings: false,
    scanners: false,
    health: false,
  })
  const [leaving, setLeaving] = useState(false)
  const connected = app.database.state === 'connected'

  const mark = useCallback((tab: Tab, is: boolean) => {
    setUnsaved((before) => (before[tab] === is ? before : { ...before, [tab]: is }))
  }, [])
  const ordersUnsaved = useCallback((is: boolean) => mark('orders', is), [mark])
  const importUnsaved = useCallback((is: boolean) => mark('import', is), [mark])
  const employeesUnsaved = useCallback((is: boolean) => mark('employees', is), [mark])
  const settingsUnsaved = useCallback((is: boolean) => mark('settings', is), [mark])

  function open(value: string | null) {
    const tab = allowed.find((known) => known === value)
    if (tab === undefined) return
    setChosen(tab)
    setVisited((before) => (before.includes(tab) ? before : [...before, tab]))
  }

  function panel(tab: Tab) {
    switch (tab) {
      case 'orders':
        return (
          <OrdersTab
            wanted={active === 'orders' && connected}
            line={app.workstation.linea ?? 1}
            onUnsaved={ordersUnsaved}
          />
        )
      case 'lists':
        return (
          <ListsTab
            wanted={active === 'lists' && connected}
            session={session}
            isStationMode={app.screen.stationMode === 'kiosk'}
          />
        )
      case 'import':
        return (
          <ImportTab
            wanted={active === 'import' && connected}
            kinds={session.office.imports}
            isStationMode={app.screen.stationMode === 'kiosk'}
            onUnsaved={importUnsaved}
          />
        )
      case 'employees':
        return (
          <EmployeesTab wanted={active === 'employees' && connected} session={session} onUnsaved={employeesUnsaved} />
        )
      case 'settings':
        return (
          <SettingsTab
            database={app.database}
            connected={connected}
            isShown={active === 'settings'}
            onUnsaved={settingsUnsaved}
          />
        )
      case 'scanners':
        // Not kept while another screen is looked at: a trial ends when it is left.
        return active === 'scanners' && isInFront ? <ScannersTab app={app} /> : null
      case 'health':
        return <HealthTab wanted={active === 'health' && isInFront && connected} />
    }
  }

  const anyUnsaved = allowed.some((tab) => unsaved[tab])
  return (
    <Box className="office" px="md" pt="md" data-testid="office">
      {/* What was typed stays while another tab is looked at, so panels stay mounted once they were opened. */}
      <Tabs value={active ?? null} onChange={open} keepMountedMode="display-none" variant="outline">
        <Group justify="space-between" align="flex-end" wrap="nowrap" mb="md">
          <Tabs.List flex={1}>
            {allowed.map((tab) => (
              <Tabs.Tab key={tab} value={tab} data-testid={`office-tab-${tab}`}>
                {t(`office.tabs.${tab}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {onLeave !== null && (
            <Button
              variant="default"
              flex="none"
              onClick={() => (anyUnsaved ? setLeaving(true) : onLeave())}
              data-testid="office-leave"
            >
              {t('office.leave')}
            </Button>
          )}
        </Group>
        {!connected && <DatabaseAway starting={app.database.state === 'starting'} />}
        {app.database.indexing !== null && connected && <IndexesNotice indexing={app.database.indexing} />}
        {allowed.includes('employees') && connected && <AuditNotice />}
        {active === undefined && <Text>{t('office.nothing')}</Text>}
        {allowed
          .filter((tab) => visited.includes(tab) || tab === active)
          .map((tab) => (
            <Tabs.Panel key={tab} value={tab} pb="md">
              {panel(tab)}
            </Tabs.Panel>
          ))}
      </Tabs>
      {leaving && onLeave !== null && (
        <ConfirmDialog
          title={t('office.unsavedTitle')}
          text={t('office.unsavedText')}
          confirm={t('office.unsavedYes')}
          testId="office-unsaved"
          destructive
          onCancel={() => setLeaving(false)}
          onConfirm={onLeave}
        />
      )}
    </Box>
  )
}

function isAllowed(office: SessionState['office'], tab: Tab): boolean {
  switch (tab) {
    case 'scanners':
    case 'health':
      return office.settings
    case 'import':
      return office.imports.length > 0
    default:
      return office[tab]
  }
}

/** Lists are slow until they are there; how far it is, is said wherever somebody wonders. */
function IndexesNotice({ indexing: { making, done, total } }: { readonly indexing: IndexingState }) {
  const { t } = useTranslation()
  return (
    <Alert color="blue" variant="outline" mb="md" role="status" data-testid="office-indexing">
      {t('health.indexes.making', { collection: making ?? '', done, total })}
    </Alert>
  )
}

/** Said once for every tab: the lists may be old, and nothing but this station's settings can be saved. */
function DatabaseAway({ starting }: { readonly starting: boolean }) {
  const { t } = useTranslation()
  const word = starting ? 'database-starting' : 'database-away'
  return (
    <Alert
      color="yellow"
      variant="outline"
      mb="md"
      title={t(`notice.${word}.word`)}
      role="status"
      data-testid="office-away"
    >
      {t(`notice.${word}.text`)} {t(`notice.${word}.next`)}
    </Alert>
  )
}
