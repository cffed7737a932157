import { Button, CloseButton, Fieldset, Group, Input, ScrollArea, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type BatchDraft,
  batchesByCount,
  batchesBySize,
  readBatches,
  withAnother,
  withBatch,
  without,
} from './batch-draft.ts'
import { maxBatches, runsOf } from './batch-split.ts'

interface OrderBatchFieldsProps {
  readonly batches: BatchDraft
  /** `null` until the quantity is a number. */
  readonly quantity: number | null
  readonly error: string | undefined
  readonly onChange: (batches: BatchDraft) => void
}

/** The order cut into batches: by number, by size, or each by hand. */
export function OrderBatchFields({ batches, quantity, error, onChange }: OrderBatchFieldsProps) {
  const { t, i18n } = useTranslation()
  const [opened, setOpened] = useState(false)
  const numbers = readBatches(batches)
  const list = new Intl.ListFormat(i18n.language)
  const inWords =
    numbers === null
      ? t('office.orders.batchesUnknown')
      : list.format(
          runsOf(numbers).map((run) => t('office.orders.batchRun', { batches: run.count, quantity: run.quantity })),
        )
  return (
    <Fieldset legend={t('office.orders.batchesLegend')}>
      <SimpleGrid cols={2}>
        <TextInput
          label={t('office.orders.fields.batchesCount')}
          inputMode="numeric"
          value={batches.count}
          error={error !== undefined && batches.by === 'count'}
          onChange={(event) => onChange(batchesByCount(event.currentTarget.value, quantity))}
          data-testid="order-batches-count"
        />
        <TextInput
          label={t('office.orders.fields.batchesSize')}
          inputMode="numeric"
          value={batches.size}
          error={error !== undefined && batches.by === 'size'}
          onChange={(event) => onChange(batchesBySize(event.currentTarget.value, quantity))}
          data-testid="order-batches-size"
        />
      </SimpleGrid>
      <Group justify="space-between" mt="sm" wrap="nowrap">
        <Text role="status" data-testid="order-batches-words">
          {inWords}
        </Text>
        {batches.each.length > 0 && (
          <Button
            variant="default"
            flex="none"
            onClick={() => setOpened(!opened)}
            aria-expanded={opened}
            data-testid="order-batches-edit"
          >
            {t(opened ? 'office.orders.batchesClose' : 'office.orders.batchesEdit')}
          </Button>
        )}
      </Group>
      {error !== undefined && (
        <Input.Error size="md" mt="xs" role="alert" data-testid="order-batches-error">
          {error}
        </Input.Error>
      )}
      {opened && <EachBatch batches={batches} quantity={quantity} error={error} onChange={onChange} />}
    </Fieldset>
  )
}

/** Every batch by itself, to be typed, taken out or added. */
function EachBatch({ batches, quantity, error, onChange }: OrderBatchFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <ScrollArea.Autosize mah="22rem" mt="sm" offsetScrollbars>
        <SimpleGrid cols={3} spacing="sm">
          {batches.each.map((each, index) => (
            <TextInput
              // A batch is its place in the order; it has nothing else to be told by.
              key={index}
              label={t('office.orders.batchNumber', { batch: index + 1 })}
              inputMode="numeric"
              value={each}
              error={error !== undefined && batches.by === 'hand'}
              onChange={(event) => onChange(withBatch(batches, index, event.currentTarget.value))}
              rightSectionWidth={46}
              rightSection={
                batches.each.length > 1 && (
                  <CloseButton
                    w={46}
                    h={46}
                    aria-label={t('office.orders.batchRemove', { batch: index + 1 })}
                    onClick={() => onChange(without(batches, index))}
                  />
                )
              }
              data-testid={`order-batch-${index + 1}`}
            />
          ))}
        </SimpleGrid>
      </ScrollArea.Autosize>
      {batches.each.length < maxBatches && (
        <Button
          variant="default"
          mt="sm"
          onClick={() => onChange(withAnother(batches, quantity))}
          data-testid="order-batch-add"
        >
          {t('office.orders.batchAdd')}
        </Button>
      )}
    </>
  )
}
