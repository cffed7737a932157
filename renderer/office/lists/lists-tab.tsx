import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listNames } from '../../../shared/lists.ts'
import type { SessionState } from '../../../shared/state.ts'
import { EmptyNotice } from '../empty-notice.tsx'
import { LoadView } from '../load-view.tsx'
import { DevicePanel } from './device-panel.tsx'
import { ExportNotice } from './export-notice.tsx'
import { ExportPanel } from './export-panel.tsx'
import { type ListDraft, type ListFilter, openedList, readDraft } from './list-draft.ts'
import { ListFilterFields } from './list-filter.tsx'
import { ListTable } from './list-table.tsx'
import { useExport } from './use-export.ts'
import { type ListPages, useListPages } from './use-list-pages.ts'

interface ListsTabProps {
  /** Shown, and the database is there. */
  readonly wanted: boolean
  readonly session: SessionState
  /** The window is a station's: nothing is opened beside it. */
  readonly isStationMode: boolean
}

const opened = openedList('devices')

/** Every list of the plant, page by page, one device of it, and any of them as a file. */
export function ListsTab({ wanted, session, isStationMode }: ListsTabProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<ListDraft>(opened)
  const [filter, setFilter] = useState<ListFilter | null>(() => filterOf(opened))
  const [isChecked, setChecked] = useState(false)
  const [device, setDevice] = useState<string | null>(null)
  const [isExporting, setExporting] = useState(false)
  const [closed, setClosed] = useState('')
  const pages = useListPages(filter, wanted)
  const { state, look } = useExport(wanted)
  const reading = readDraft(draft)
  const lists = listNames.filter((list) => list !== 'employees' || session.office.employees)

  function choose(next: ListDraft) {
    setChecked(false)
    setDraft(next)
    // Where something has to be typed first, the hint says so.
    setFilter(filterOf(next))
    setDevice(null)
  }

  function show() {
    setChecked(true)
    const next = filterOf(draft)
    if (next !== null) setFilter(next)
    setDevice(null)
  }

  // Closed is this export's notice: the next one has its own.
  const mark = state === null ? '' : JSON.stringify([state.file, state.phase, state.rows])
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Title order={2}>{t('lists.title')}</Title>
        <FindDevice onFind={setDevice} />
      </Group>
      {state !== null && (state.phase === 'running' || mark !== closed) && (
        <ExportNotice
          state={state}
          mayOpen={!isStationMode}
          onLook={() => void look()}
          onClose={() => setClosed(mark)}
        />
      )}
      {device !== null ? (
        <DevicePanel imei={device} wanted={wanted} onBack={() => setDevice(null)} />
      ) : (
        <>
          <ListFilterFields
            draft={draft}
            lists={lists}
            errors={isChecked && !reading.ok ? reading.errors : {}}
            onChoose={choose}
            onType={setDraft}
            onShow={show}
            onExport={filter === null ? null : () => setExporting(true)}
          />
          {isExporting && filter !== null && (
            <ExportPanel
              filter={filter}
              isRunning={state?.phase === 'running'}
              onStarted={() => {
                setExporting(false)
                void look()
              }}
              onClose={() => setExporting(false)}
            />
          )}
          <Pages pages={filter === null ? null : pages} onDevice={setDevice} />
        </>
      )}
    </Stack>
  )
}

function filterOf(draft: ListDraft): ListFilter | null {
  const reading = readDraft(draft)
  return reading.ok ? reading.value : null
}

/** A device by the number on its label, from wherever one is. */
function FindDevice({ onFind }: { readonly onFind: (imei: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')

  function find(event: FormEvent) {
    event.preventDefault()
    const imei = typed.trim()
    if (imei !== '') onFind(imei)
  }

  return (
    <form noValidate onSubmit={find}>
      <Group align="flex-end">
        <TextInput
          w="20rem"
          label={t('lists.device.label')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={40}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-testid="device-imei"
        />
        <Button type="submit" variant="default" data-testid="device-find">
          {t('lists.device.find')}
        </Button>
      </Group>
    </form>
  )
}

interface PagesProps {
  /** Null until it is said what of the list is wanted. */
  readonly pages: ListPages | null
  readonly onDevice: (imei: string) => void
}

function Pages({ pages, onDevice }: PagesProps) {
  const { t } = useTranslation()
  if (pages === null) return <EmptyNotice title={t('lists.wait')} hint={t('lists.waitHint')} />
  return (
    <LoadView load={pages} failed={t('lists.readFailed')}>
      {({ filter, rows, next }) =>
        rows.length === 0 ? (
          <EmptyNotice title={t('lists.empty')} hint={t('lists.emptyHint')} />
        ) : (
          <Stack>
            <ListTable list={filter.list} rows={rows} onDevice={onDevice} />
            <Group justify="space-between">
              <Text role="status" data-testid="lists-page">
                {t('lists.page', { page: pages.number })} · {t('lists.rowsHere', { rows: rows.length })}
                {next === null && ` · ${t('lists.end')}`}
              </Text>
              <Group>
                <Button variant="default" disabled={pages.number === 1} onClick={pages.first} data-testid="lists-first">
                  {t('lists.first')}
                </Button>
                <Button
                  variant="default"
                  disabled={pages.number === 1}
                  onClick={pages.previous}
                  data-testid="lists-previous"
                >
                  {t('lists.previous')}
                </Button>
                <Button disabled={next === null} loading={pages.busy} onClick={pages.next} data-testid="lists-next">
                  {t('lists.next')}
                </Button>
              </Group>
            </Group>
          </Stack>
        )
      }
    </LoadView>
  )
}
