import type { Params } from '../../result.ts'

/** `all`: everything or nothing; `good`: the rows that are right. */
export const importModes = ['all', 'good'] as const
export type ImportMode = (typeof importModes)[number]

/** What is taken of a file; more is refused with a sentence before it can fill the memory. */
export const importLimits = {
  /** The file as it lies on the disk. */
  fileBytes: 64 * 2 ** 20,
  /** What a workbook's parts may unpack to, all together. */
  unpackedBytes: 320 * 2 ** 20,
  rows: 200_000,
  columns: 200,
  cells: 4_000_000,
  /** Each gets a one-time password, which takes a third of a second to hash. */
  employees: 1000,
} as const

/** A file goes through the door in pieces of at most this many bytes. */
export const importPieceBytes = 2 ** 20

/** What a person takes along: an empty file with the right titles, or the rows that were not imported. */
export const keptTables = ['template', 'refused'] as const
/** Rows of such a file. */
export const keptRows = 5000

/** Why a file is not read at all (`import.file.<word>` in the catalogues). */
export const fileReasons = [
  'empty',
  'too-large',
  'unpacks-too-large',
  'too-many-rows',
  'too-many-columns',
  'not-a-table',
  'old-excel',
  'damaged',
  'entities',
  'csv-broken',
  'no-titles',
  'no-rows',
  'no-such-sheet',
] as const
export type FileReason = (typeof fileReasons)[number]

/** The file cannot be imported; carried out of the reader as a value, never shown as it stands. */
export class FileRefused extends Error {
  constructor(
    readonly reason: FileReason,
    readonly params: Params = {},
  ) {
    super(reason)
    this.name = 'FileRefused'
  }
}
