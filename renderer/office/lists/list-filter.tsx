import { Button, Group, NativeSelect, Paper, Stack, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { wordSets } from '../../../shared/list-words.ts'
import type { Field, ListName } from '../../../shared/lists.ts'
import { keyWith } from '../../i18n/text-key.ts'
import { ChoiceField } from '../choice-field.tsx'
import type { FieldErrors } from '../field-error.ts'
import { useFieldText } from '../use-field-text.ts'
import { wordText } from './cell-text.ts'
import { type DraftField, type ListDraft, openedList, shapeOf, viewsOf } from './list-draft.ts'

interface ListFilterFieldsProps {
  readonly draft: ListDraft
  /** Lists that this person may see. */
  readonly lists: readonly ListName[]
  readonly errors: FieldErrors<DraftField>
  /** Something was chosen: shown at once where nothing is missing. */
  readonly onChoose: (draft: ListDraft) => void
  /** Something is being typed. */
  readonly onType: (draft: ListDraft) => void
  readonly onShow: () => void
  readonly onExport: (() => void) | null
}

const width = '15rem'
const dayWidth = '11rem'

/** Which list, and what of it: one row of fields that are never more than the list's own indexes serve. */
export function ListFilterFields({ draft, lists, errors, onChoose, onType, onShow, onExport }: ListFilterFieldsProps) {
  const { t } = useTranslation()
  const { fields, dates } = shapeOf(draft)
  const errorOf = useFieldText(errors)

  function submit(event: FormEvent) {
    event.preventDefault()
    onShow()
  }

  return (
    <Paper withBorder p="md" component="form" noValidate onSubmit={submit}>
      <Stack>
        <Group align="flex-start">
          <ChoiceField
            w="12rem"
            label={t('lists.which')}
            words={lists}
            value={draft.list}
            textOf={(list) => t(`lists.names.${list}`)}
            onChoose={(list) => onChoose(openedList(list))}
            data-testid="lists-list"
          />
          <ChoiceField
            w="21rem"
            label={t('lists.view')}
            words={viewsOf(draft.list)}
            value={draft.view}
            textOf={(view) => t(keyWith(`lists.views.${draft.list}.${view}`))}
            onChoose={(view) => onChoose(openedList(draft.list, view))}
            data-testid="lists-view"
          />
          {fields.map((field) => (
            <FilterField
              key={field.name}
              field={field}
              value={draft.values[field.name] ?? ''}
              error={errorOf(field.name)}
              onChange={(value) => {
                const changed = { ...draft, values: { ...draft.values, [field.name]: value } }
                if (field.words === undefined) onType(changed)
                else onChoose(changed)
              }}
            />
          ))}
          {dates && <DateFields draft={draft} errorOf={errorOf} onType={onType} />}
        </Group>
        <Group>
          <Button type="submit" data-testid="lists-show">
            {t('lists.show')}
          </Button>
          <Button
            variant="default"
            disabled={onExport === null}
            onClick={() => onExport?.()}
            data-testid="lists-export"
          >
            {t('lists.export.open')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

interface DateFieldsProps extends Pick<ListFilterFieldsProps, 'draft' | 'onType'> {
  readonly errorOf: (field: DraftField) => string | undefined
}

/** The days that the list is of. */
function DateFields({ draft, errorOf, onType }: DateFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        w={dayWidth}
        placeholder={t('lists.datePlaceholder')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        label={t('lists.from')}
        description={t('lists.datesHint')}
        error={errorOf('from')}
        value={draft.from}
        onChange={(event) => onType({ ...draft, from: event.currentTarget.value })}
        data-testid="lists-from"
      />
      <TextInput
        w={dayWidth}
        placeholder={t('lists.datePlaceholder')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        label={t('lists.to')}
        error={errorOf('to')}
        value={draft.to}
        onChange={(event) => onType({ ...draft, to: event.currentTarget.value })}
        data-testid="lists-to"
      />
    </>
  )
}

interface FilterFieldProps {
  readonly field: Field
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

function FilterField({ field: { name, words, isNumber, isOptional }, value, error, onChange }: FilterFieldProps) {
  const { t } = useTranslation()
  const common = { w: width, label: t(`lists.fields.${name}`), value, error, 'data-testid': `lists-field-${name}` }
  if (words === undefined) {
    return (
      <TextInput
        {...common}
        autoComplete="off"
        maxLength={200}
        {...(isNumber && { inputMode: 'numeric' })}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  return (
    <NativeSelect
      {...common}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        ...(isOptional ? [{ value: '', label: t('lists.anyWord') }] : []),
        ...wordSets[words].map((word) => ({ value: word, label: wordText(t, words, word) })),
      ]}
    />
  )
}
