import { Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyNoticeProps {
  readonly title: string
  readonly hint: string
  readonly children?: ReactNode
}

/** Nothing there yet, and what to do next. */
export function EmptyNotice({ title, hint, children }: EmptyNoticeProps) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="sm">
        <Title order={3}>{title}</Title>
        <Text ta="center" maw="36rem">
          {hint}
        </Text>
        {children}
      </Stack>
    </Paper>
  )
}
