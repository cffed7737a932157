import { posix } from 'node:path'
import { FileRefused } from '../../shared/domain/import/import-file.ts'
import type { XlsxArchive } from './xlsx-archive.ts'
import { plainName, readXml } from './xlsx-xml.ts'

export interface Workbook {
  /** Those that a person sees, in their order. */
  readonly sheets: readonly { readonly name: string; readonly part: string }[]
  /** Dates are counted from 1904, as on an old Macintosh. */
  readonly from1904: boolean
  readonly sharedStrings: string | null
  readonly styles: string | null
}

/** @throws FileRefused for an archive that is no workbook */
export async function readWorkbook(archive: XlsxArchive): Promise<Workbook> {
  const part = await mainPart(archive)
  const relations = await relationsOf(archive, part)
  const listed: { name: string; relation: string; hidden: boolean }[] = []
  let from1904 = false
  await readXml(archive, part, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key.includes(':') && plainName(key) === 'id')?.[1]
      const hidden = ['hidden', 'veryHidden'].includes(attributes['state'] ?? '')
      listed.push({ name: attributes['name'] ?? '', relation: relation ?? '', hidden })
    },
  })
  const byType = (type: string) => [...relations.values()].find((one) => one.type.endsWith(type))?.part ?? null
  const sheets = listed.flatMap(({ name, relation, hidden }) => {
    const target = relations.get(relation)
    return hidden || target === undefined || !archive.has(target.part) ? [] : [{ name, part: target.part }]
  })
  if (sheets.length === 0) throw new FileRefused('damaged')
  return { sheets, from1904, sharedStrings: byType('/sharedStrings'), styles: byType('/styles') }
}

async function mainPart(archive: XlsxArchive): Promise<string> {
  const roots = archive.has('_rels/.rels') ? await relationsOf(archive, '') : new Map()
  for (const { type, part } of roots.values()) {
    if (type.endsWith('/officeDocument') && part.includes('workbook')) return part
  }
  if (archive.has('xl/workbook.xml')) return 'xl/workbook.xml'
  throw new FileRefused('not-a-table')
}

/** What a part refers to, by id; the parts as they are named in the archive. */
async function relationsOf(archive: XlsxArchive, part: string) {
  const folder = posix.dirname(part)
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const found = new Map<string, { readonly type: string; readonly part: string }>()
  if (!archive.has(file)) return found
  await readXml(archive, file, {
    open(name, attributes) {
      const { Id, Type = '', Target = '', TargetMode } = attributes
      if (name !== 'Relationship' || Id === undefined || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      found.set(Id, { type: Type, part: target })
    },
  })
  return found
}

/** Which cell styles show a number as a date, by their place in the list. */
export async function readDateStyles(archive: XlsxArchive, part: string | null): Promise<readonly boolean[]> {
  if (part === null || !archive.has(part)) return []
  const formats = new Map<number, string>()
  const styles: boolean[] = []
  let isInside = false
  await readXml(archive, part, {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') isInside = true
      if (name === 'xf' && isInside) styles.push(isDateFormat(Number(attributes['numFmtId'] ?? 0), formats))
    },
    close(name) {
      if (name === 'cellXfs') isInside = false
    },
  })
  return styles
}

function isDateFormat(id: number, formats: ReadonlyMap<number, string>): boolean {
  const own = formats.get(id)
  // The built-in ones (ECMA-376, 18.8.30), with those of East Asian Excels.
  if (own === undefined) return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)
  const code = own.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '')
  return /[dmyhs]/i.test(code)
}

/** Texts that cells refer to by number. Readings of Chinese characters above them are left out. */
export async function readSharedStrings(archive: XlsxArchive, part: string | null): Promise<readonly string[]> {
  if (part === null || !archive.has(part)) return []
  const strings: string[] = []
  let parts: string[] = []
  let isText = false
  let isReading = false
  await readXml(archive, part, {
    open(name) {
      if (name === 'si') parts = []
      if (name === 'rPh') isReading = true
      isText = name === 't' && !isReading
    },
    text(text) {
      if (isText) parts.push(text)
    },
    close(name) {
      if (name === 't') isText = false
      if (name === 'rPh') isReading = false
      if (name === 'si') strings.push(parts.join(''))
    },
  })
  return strings
}
