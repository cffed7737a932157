const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * A value as text of a printed page. Order numbers, names and references were typed by people or written by another
 * program: markup in them is printed, never obeyed. Control characters have no place on paper, nor what turns the
 * reading direction of the words around them.
 */
export function escapeHtml(value: string | number): string {
  return String(value)
    .replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
}
