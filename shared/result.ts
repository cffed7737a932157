/**
 * A failure says that something could not be done (as against a refusal, where a rule says no, and a bug, which is
 * thrown). The list is closed: every code has its text, colour and sound on the page.
 */
export const failureCodes = [
  'database-away',
  'database-starting',
  'time-out',
  'no-permission',
  'not-signed-in',
  'unknown-command',
  'bad-input',
  'journal-failed',
  'not-found',
  'already-exists',
  'stale',
  'file-failed',
  'setup-not-open',
  'password-too-weak',
  'sign-in-refused',
  'connection-string-invalid',
  'connection-certificate-file',
  'connection-unknown-host',
  'connection-refused',
  'connection-no-answer',
  'connection-not-mongodb',
  'connection-tls',
  'connection-tls-needed',
  'connection-tls-not-offered',
  'connection-tls-untrusted',
  'connection-tls-expired',
  'connection-tls-not-yet-valid',
  'connection-tls-host-name',
  'connection-tls-client-certificate',
  'connection-too-old',
  'connection-standalone',
  'connection-not-initiated',
  'connection-sharded',
  'connection-set-name',
  'connection-member-unknown',
  'connection-member-not-reached',
  'connection-no-primary',
  'connection-user-needed',
  'connection-authentication',
  'connection-auth-database',
  'connection-rights',
  'connection-half-moved',
  'database-moving',
  'move-target-used',
  'move-differs',
  'move-broken-off',
  'move-cancelled',
  'scans-kept',
  'setting-by-variable',
  'internal',
] as const

export type FailureCode = (typeof failureCodes)[number]

/** Plain values that may stand in a sentence; they cross the process border and are escaped where they are shown. */
export type Params = Readonly<Record<string, string | number | boolean>>

export interface Failure {
  readonly ok: false
  readonly error: { readonly code: FailureCode; readonly params?: Params; readonly logId?: string }
}

export interface Success<Value> {
  readonly ok: true
  readonly value: Value
}

export type Result<Value> = Success<Value> | Failure

export function success<Value>(value: Value): Success<Value> {
  return { ok: true, value }
}

export function failure(code: FailureCode, params?: Params, logId?: string): Failure {
  return { ok: false, error: { code, ...(params && { params }), ...(logId && { logId }) } }
}
