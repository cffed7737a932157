import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EmployeeRole } from '../../shared/schemas/employee.ts'
import type { ProductionOrder } from '../../shared/schemas/production-order.ts'
import type { Language } from '../../shared/settings.ts'
import type { DemoSheet } from '../db/demo/demo-sheet.ts'
import type { StationPaper } from '../labels/command-sheet.ts'
import type { PaperSize } from '../labels/page.ts'
import type { LabelPaper } from './system-printer.ts'
import { createUnitLabels, type UnitLabelsParts } from './unit-labels.ts'

export type PrintPdf = (html: string, paper: PaperSize, file: string) => Promise<void>

interface PrintingParts extends Omit<UnitLabelsParts, 'paper'> {
  readonly labelPaper: LabelPaper
  readonly printPdf: PrintPdf
  readonly openFile: (file: string) => Promise<void>
  /** The stations that this PC offers, for the sheet of commands. */
  readonly stations: () => readonly StationPaper[]
}

/**
 * What is printed, as PDF files in the data folder, opened in the system's viewer. The pages are made by modules that
 * are loaded when something is printed: barcodes are no part of a start.
 */
export function createPrinting(parts: PrintingParts) {
  const { folder, config, labelPaper, printPdf, openFile, stations } = parts
  const prints = join(folder, 'prints')
  const language = () => config.settings().language

  /** Order numbers carry slashes; a file name keeps letters, digits, dot, dash and underscore. */
  function fileOf(name: string): string {
    return join(prints, `${name.replace(/[^A-Za-z0-9._-]+/g, '_')}.pdf`)
  }

  async function print(name: string, html: string, paper: PaperSize): Promise<string> {
    mkdirSync(prints, { recursive: true, mode: 0o700 })
    const file = fileOf(name)
    await printPdf(html, paper, file)
    return file
  }

  async function printAndOpen(name: string, html: string, paper: PaperSize): Promise<string> {
    const file = await print(name, html, paper)
    await openFile(file)
    return file
  }

  return {
    unitLabels: createUnitLabels({ ...parts, paper: labelPaper }),
    printers: labelPaper.printers,

    async badge(
      employee: { readonly employee_id: string; readonly name: string; readonly role: EmployeeRole },
      token: string,
    ): Promise<string> {
      const { badgeHtml, badgeSize } = await import('../labels/badge.ts')
      return printAndOpen(
        `badge-${employee.employee_id}`,
        await badgeHtml({ ...employee, token }, language()),
        badgeSize,
      )
    },

    async traveller(order: ProductionOrder): Promise<string> {
      const { travellerHtml } = await import('../labels/traveller.ts')
      const slip = {
        order_number: order.order_number,
        product_name: order.product_name ?? '',
        nro_referencia: order.reference_number ?? '',
        brand: order.brand ?? '',
        production_line: order.production_line,
        quantity: order.quantity,
        batches: order.batches.map(({ batch_number, quantity }) => ({ lote: batch_number, quantity })),
      }
      const html = await travellerHtml(slip, language(), new Date())
      return printAndOpen(`traveller-${order.order_number}`, html, 'A4')
    },

    async commandSheet(words: Language): Promise<string> {
      const { commandSheetHtml } = await import('../labels/command-sheet.ts')
      return printAndOpen('commands', await commandSheetHtml(words, stations()), 'A4')
    },

    /** The demo plant's sheet of barcodes, made once: making it again would revoke the badges on the printed one. */
    async demoSheet(gather: () => Promise<DemoSheet>): Promise<string> {
      const file = fileOf('demo-sheet')
      if (existsSync(file)) return file
      const { demoSheetHtml } = await import('../labels/demo-sheet.ts')
      return print('demo-sheet', await demoSheetHtml(await gather(), language(), stations()), 'A4')
    },
  }
}

export type Printing = ReturnType<typeof createPrinting>
