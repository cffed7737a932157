import { ColorSwatch, Group, Text } from '@mantine/core'
import type { ColourRole } from '../notices.ts'

interface StatusMarkProps {
  readonly role: ColourRole
  readonly text: string
}

const colors: Readonly<Record<ColourRole, string>> = {
  good: 'var(--good-text)',
  action: 'var(--action-text)',
  neutral: 'var(--line)',
  noted: 'var(--noted-text)',
  attention: 'var(--attention)',
  stop: 'var(--stop-text)',
}

/** A status in a word; the dot only repeats it, so the word keeps the full contrast of text. */
export function StatusMark({ role, text }: StatusMarkProps) {
  return (
    <Group gap={8} wrap="nowrap">
      <ColorSwatch color={colors[role]} size={12} aria-hidden withShadow={false} flex="none" />
      <Text style={{ whiteSpace: 'nowrap' }}>{text}</Text>
    </Group>
  )
}
