/** Why the embedded server does not run; closed, every code has its text on the page. */
export const embeddedFailureCodes = [
  'disk-full',
  'newer-data',
  'folder-in-use',
  'binary-missing',
  'binary-broken',
  'no-permission',
  'start-timeout',
  'data-damaged',
] as const

export type EmbeddedFailureCode = (typeof embeddedFailureCodes)[number]

export type EmbeddedServerStatus =
  | { readonly phase: 'starting' }
  | { readonly phase: 'running'; readonly port: number }
  /** It died under us and is being started again; `attempt` counts from 1. */
  | { readonly phase: 'restarting'; readonly attempt: number }
  /** `detail` is for the log and the technician: English, mongod's own words where there are any, no secret. */
  | { readonly phase: 'failed'; readonly code: EmbeddedFailureCode; readonly detail: string }
  | { readonly phase: 'stopped' }

/** What `connectionString()` rejects with when the server cannot be had. */
export class EmbeddedServerError extends Error {
  readonly code: EmbeddedFailureCode
  readonly detail: string

  constructor(code: EmbeddedFailureCode, detail: string) {
    super(`embedded server: ${code}: ${detail}`)
    this.name = 'EmbeddedServerError'
    this.code = code
    this.detail = detail
  }
}

/** Whether time or a person can mend it without a new start of the program, so that trying again is worth it. */
export function isWorthRetrying(code: EmbeddedFailureCode): boolean {
  return code === 'disk-full' || code === 'folder-in-use' || code === 'no-permission' || code === 'start-timeout'
}

/** A failed file operation as one of our codes; `undefined` for an error that is none of them (a bug, then). */
export function fileFailure(error: unknown): EmbeddedServerError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new EmbeddedServerError('disk-full', error.message)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    // A file stands where the folder belongs.
    case 'EEXIST':
    case 'ENOTDIR':
      return new EmbeddedServerError('no-permission', error.message)
    default:
      return undefined
  }
}
