/** A piece of a printed page. Only `html` and `drawn` make one: everything else is text, and is escaped. */
export class Markup {
  constructor(readonly source: string) {}
}

type Value = Markup | string | number | readonly Markup[]

/** Markup as it is written here; what stands in it is escaped unless it is markup too. */
export function html(written: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(written.map((piece, index) => piece + sourceOf(values[index] ?? '')).join(''))
}

/** What the barcode encoder drew: its own markup, in which no text of anybody stands. */
export function drawn({ svg }: { readonly svg: string }): Markup {
  return new Markup(svg)
}

export const empty = new Markup('')

function sourceOf(value: Value): string {
  if (value instanceof Markup) return value.source
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  return value.map(({ source }) => source).join('\n')
}

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
function escapeHtml(value: string): string {
  return value
    .replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
}
