/**
 * Takes the person to the first field that is wrong, in the order they are read. Called after React has painted the
 * errors; Mantine marks a wrong field with `aria-invalid`.
 */
export function focusFirstError(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
    field?.focus()
    field?.scrollIntoView({ block: 'center' })
  })
}
