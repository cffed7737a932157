import type { Cipher } from '../settings/connection-secret.ts'

export interface AdministrationParts {
  /** The program's data folder. */
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly preferredLanguages: readonly string[]
  readonly version: string
  readonly cipher: Cipher
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream
}

export interface AdministrationOptions {
  readonly uri: string
  readonly database: string
  readonly stationUser: string | null
}
