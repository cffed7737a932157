import type { Language } from '../../shared/settings.ts'
import { html, type Markup } from './html.ts'

/** Paper of a printed thing; `A4` is upright. */
export type PaperSize = { readonly widthMm: number; readonly heightMm: number } | 'A4'

interface Page {
  readonly title: string
  readonly language: Language
  readonly size: PaperSize
  /** White around the content, mm. */
  readonly marginMm: number
  readonly css: string
  readonly body: Markup
}

/**
 * A whole document for the printer. It can load and run nothing: the policy says so once more, beside the window that
 * has scripts switched off.
 */
export function page({ title, language, size, marginMm, css, body }: Page): string {
  const paper = size === 'A4' ? 'A4 portrait' : `${size.widthMm}mm ${size.heightMm}mm`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html`${title}`.source}</title>
<style>
@page { size: ${paper}; margin: ${marginMm}mm; }
* { box-sizing: border-box; }
html, body { margin: 0; padding: 0; background: #fff; color: #000; }
body { font: 3.6mm/1.3 "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
h1, h2, h3, p, ul, dl, dd { margin: 0; padding: 0; font-weight: inherit; font-size: inherit; }
.code { display: block; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
${css.trim()}
</style>
</head>
<body>
${body.source}
</body>
</html>
`
}
