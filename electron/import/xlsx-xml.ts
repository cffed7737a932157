import { SaxesParser } from 'saxes'
import { FileRefused } from '../../shared/domain/import/import-file.ts'
import type { XlsxArchive } from './xlsx-archive.ts'

export interface XmlVisitor {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/**
 * Reads one part as it is unpacked. Names come without their prefix: some writers put one before every name. A
 * document type is refused before anything in it is looked at: no workbook has one, and entities that stand for each
 * other grow without end. @throws FileRefused
 */
export async function readXml(archive: XlsxArchive, part: string, visitor: XmlVisitor): Promise<void> {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  const refused = (): never => {
    throw new FileRefused('damaged')
  }
  parser.on('error', refused)
  parser.on('doctype', () => {
    throw new FileRefused('entities')
  })
  parser.on('opentag', ({ name, attributes }) => visitor.open(plainName(name), attributes))
  if (visitor.text) parser.on('text', visitor.text)
  if (visitor.text) parser.on('cdata', visitor.text)
  if (visitor.close) parser.on('closetag', ({ name }) => visitor.close?.(plainName(name)))
  const decoder = new TextDecoder('utf-8')
  await archive.read(part, (bytes) => void parser.write(decoder.decode(bytes, { stream: true })))
  parser.write(decoder.decode())
  parser.close()
}

export function plainName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
