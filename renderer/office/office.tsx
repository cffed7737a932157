import { Box, Button, Group, Tabs, Text } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState, SessionState } from '../../shared/state.ts'
import { AuditNotice } from './audit-notice.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { DatabaseAway, IndexesNotice } from './office-notices.tsx'
import { OfficeProvider } from './office-provider.tsx'
import { isConnected, officeTabs, type TabName, type TabParts, tabNames } from './office-tabs.tsx'

interface OfficeScreenProps {
  readonly app: AppState
  /** Back to the station; `null` for whoever has no station to go to. */
  readonly onLeave: (() => void) | null
  /** The office is on the screen, not behind the station. */
  readonly isInFront: boolean
}

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
  const allowed = tabNames.filter((name) => officeTabs[name].isAllowed(session.office))
  const { active, opened, open } = useOpenedTabs(allowed)
  const [unsaved, setUnsaved] = useState<ReadonlySet<TabName>>(new Set())
  const connected = isConnected(app)

  const mark = useCallback((name: TabName, is: boolean) => {
    setUnsaved((before) => (before.has(name) === is ? before : changedSet(before, name, is)))
  }, [])

  return (
    <Box className="office" px="md" pt="md" data-testid="office">
      {/* What was typed stays while another tab is looked at, so panels stay mounted once they were opened. */}
      <Tabs value={active ?? null} onChange={open} keepMountedMode="display-none" variant="outline">
        <Group justify="space-between" align="flex-end" wrap="nowrap" mb="md">
          <Tabs.List flex={1}>
            {allowed.map((name) => (
              <Tabs.Tab key={name} value={name} data-testid={`office-tab-${name}`}>
                {t(`office.tabs.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {onLeave !== null && <LeaveButton isUnsaved={allowed.some((name) => unsaved.has(name))} onLeave={onLeave} />}
        </Group>
        {!connected && <DatabaseAway starting={app.database.state === 'starting'} />}
        {app.database.indexing !== null && connected && <IndexesNotice indexing={app.database.indexing} />}
        {allowed.includes('employees') && connected && <AuditNotice />}
        {active === undefined && <Text>{t('office.nothing')}</Text>}
        {opened.map((name) => (
          <Tabs.Panel key={name} value={name} pb="md">
            <TabPanel
              name={name}
              app={app}
              session={session}
              isShown={active === name}
              isInFront={isInFront}
              onMark={mark}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Box>
  )
}

/** Which tab is looked at, and which were: those stay. */
function useOpenedTabs(allowed: readonly TabName[]) {
  const [chosen, setChosen] = useState<TabName | undefined>(allowed[0])
  const [visited, setVisited] = useState<readonly TabName[]>(allowed.slice(0, 1))
  // A right taken away while the tab is open closes it.
  const active = allowed.find((name) => name === chosen) ?? allowed[0]
  return {
    active,
    opened: allowed.filter((name) => visited.includes(name) || name === active),
    open: (value: string | null) => {
      const name = allowed.find((known) => known === value)
      if (name === undefined) return
      setChosen(name)
      setVisited((before) => (before.includes(name) ? before : [...before, name]))
    },
  }
}

function changedSet(before: ReadonlySet<TabName>, name: TabName, is: boolean): ReadonlySet<TabName> {
  const others = [...before].filter((other) => other !== name)
  return new Set(is ? [...others, name] : others)
}

interface TabPanelProps extends Pick<TabParts, 'app' | 'session' | 'isShown' | 'isInFront'> {
  readonly name: TabName
  readonly onMark: (name: TabName, unsaved: boolean) => void
}

function TabPanel({ name, onMark, ...parts }: TabPanelProps) {
  const onUnsaved = useCallback((unsaved: boolean) => onMark(name, unsaved), [name, onMark])
  return officeTabs[name].panel({ ...parts, wanted: parts.isShown && isConnected(parts.app), onUnsaved })
}

/** Back to the station; asks first where something that was typed would be lost. */
function LeaveButton({ isUnsaved, onLeave }: { readonly isUnsaved: boolean; readonly onLeave: () => void }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button
        variant="default"
        flex="none"
        onClick={() => (isUnsaved ? setAsking(true) : onLeave())}
        data-testid="office-leave"
      >
        {t('office.leave')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t('office.unsavedTitle')}
          text={t('office.unsavedText')}
          confirm={t('office.unsavedYes')}
          testId="office-unsaved"
          destructive
          onCancel={() => setAsking(false)}
          onConfirm={onLeave}
        />
      )}
    </>
  )
}
