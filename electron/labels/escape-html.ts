const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * A value as text of a printed page. Order numbers, names and references were typed by people or written by another
 * program: markup in them is printed, never obeyed. Control characters have no place on paper.
 */
export function escapeHtml(value: string | number): string {
  return (
    String(value)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      .replace(/[\u0000-\u001f\u007f]/g, ' ')
      .replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
  )
}
