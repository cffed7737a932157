import { badgeCode } from '../../shared/domain/barcode/command-code.ts'
import type { EmployeeRole } from '../../shared/schemas/employee.ts'
import type { Language } from '../../shared/settings.ts'
import { qrSvg } from './barcode-svg.ts'
import { drawn, html } from './html.ts'
import { page } from './page.ts'
import { labelTexts } from './texts.ts'

/** ISO/IEC 7810 ID-1, the bank card: it fits every holder. */
export const badgeSize = { widthMm: 85.6, heightMm: 54 } as const

export interface Badge {
  readonly employee_id: string
  /** Name and surname. */
  readonly name: string
  readonly role: EmployeeRole
  /** The secret. It is in the code only: a text could be read over a shoulder, or found in the file by a search. */
  readonly token: string
}

/**
 * An employee's badge. As Code 128 its 30 characters would be 127 mm wide, so it is a QR code with modules of a
 * millimetre, which a scratched one survives.
 */
export async function badgeHtml(badge: Badge, language: Language): Promise<string> {
  const texts = labelTexts[language]
  const code = await qrSvg(badgeCode(badge.token), 38)
  return page({
    title: `${texts.badge} ${badge.employee_id}`,
    language,
    size: badgeSize,
    marginMm: 0,
    css,
    body: html`<main class="badge">
${drawn(code)}
<div class="who">
<p class="plant">${texts.badge}</p>
<h1 style="font-size:${nameSizeMm(badge.name)}mm">${badge.name}</h1>
<p class="role">${texts.role[badge.role]}</p>
<p class="id number">${badge.employee_id}</p>
</div>
</main>`,
  })
}

/** 150 characters may stand on the card; most names are 20. */
function nameSizeMm(name: string): number {
  if (name.length <= 22) return 5.2
  if (name.length <= 45) return 4.2
  return name.length <= 80 ? 3.4 : 2.6
}

const css = `
.badge { display: flex; align-items: center; width: 85.6mm; height: 53.6mm; padding: 3mm 4mm 3mm 1mm; overflow: hidden; }
.badge .code { flex: none; }
.who { display: flex; flex-direction: column; gap: 1.6mm; min-width: 0; height: 100%; padding: 3mm 0; }
.plant { font-size: 2.6mm; letter-spacing: 0.25mm; text-transform: uppercase; }
.who h1 { font-weight: 700; line-height: 1.15; overflow-wrap: anywhere; max-height: 24mm; overflow: hidden; }
.role { font-size: 3.4mm; }
.id { margin-top: auto; font-size: 4.4mm; font-weight: 700; overflow: hidden; }
`
