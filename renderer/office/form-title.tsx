import { Title } from '@mantine/core'
import { useEffect, useRef } from 'react'

/** The title of a form that takes the place of a list; the person is taken to its top, wherever the list stood. */
export function FormTitle({ text }: { readonly text: string }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    title.current?.closest('.office')?.scrollTo(0, 0)
  }, [])
  return (
    <Title order={2} ref={title}>
      {text}
    </Title>
  )
}
