import { NativeSelect, type NativeSelectProps } from '@mantine/core'

interface ChoiceFieldProps<Word extends string | number>
  extends Omit<NativeSelectProps, 'data' | 'value' | 'onChange'> {
  readonly words: readonly Word[]
  readonly value: Word
  readonly textOf: (word: Word) => string
  readonly onChoose: (word: Word) => void
}

/** One word of a closed list: what is chosen is one of them, never just a text. */
export function ChoiceField<Word extends string | number>(props: ChoiceFieldProps<Word>) {
  const { words, value, textOf, onChoose, ...others } = props
  return (
    <NativeSelect
      {...others}
      value={String(value)}
      onChange={(event) => {
        const chosen = words.find((word) => String(word) === event.currentTarget.value)
        if (chosen !== undefined) onChoose(chosen)
      }}
      data={words.map((word) => ({ value: String(word), label: textOf(word) }))}
    />
  )
}
