import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ReplacedFiguresRow } from '../../shared/contract/audit.ts'
import { figuresText } from '../../shared/domain/order-figures.ts'
import { call } from '../api.ts'
import { momentText } from '../sentence.ts'

/** Batches that are named; an order may have fifty. */
const batchesShown = 5

interface ReplacedFiguresProps {
  /** Newest first. */
  readonly rows: readonly ReplacedFiguresRow[]
  /** How many there are besides. */
  readonly more: number
  readonly onRead: () => Promise<void>
}

/** Figures that another program had stored and a recount replaced: one notice for all of them, read with one touch. */
export function ReplacedFigures({ rows, more, onRead }: ReplacedFiguresProps) {
  const { t, i18n } = useTranslation()

  async function read() {
    await call('audit.markFiguresSeen', { until: rows[0]?.at ?? 0 })
    await onRead()
  }

  return (
    <Alert color="yellow" variant="outline" role="status" data-testid="audit-event" data-kind="figures-replaced">
      <Group justify="space-between" wrap="nowrap">
        <Stack gap="xs">
          {rows.map((row) => (
            <Text key={row.id}>{sentence(t, i18n.language, row)}</Text>
          ))}
          {more > 0 && <Text>{t('office.audit.moreFigures', { count: more })}</Text>}
        </Stack>
        <Button variant="default" flex="none" onClick={() => void read()} data-testid="audit-seen">
          {t('office.audit.seen')}
        </Button>
      </Group>
    </Alert>
  )
}

function sentence(t: TFunction, language: string, row: ReplacedFiguresRow): string {
  const replaced = t('office.audit.figures', {
    when: momentText(language, row.at),
    order: row.orderNumber,
    before: ofOrder(row.before),
    after: ofOrder(row.after),
  })
  if (row.statusBefore === row.statusAfter) return replaced
  const [before, after] = [row.statusBefore, row.statusAfter].map((status) =>
    t(`orderStatus.${status}`, { defaultValue: status }),
  )
  return `${replaced} ${t('office.audit.figuresStatus', { before, after })}`
}

function ofOrder({ batches, ...totals }: ReplacedFiguresRow['before']): string {
  const made = new Map(batches.map(({ lote, produced }) => [lote, produced]))
  return figuresText({ ...totals, batches: made }, [...made.keys()], batchesShown)
}
