/** What goes to the password worker, and what comes back under the same number. */
export type PasswordTask = { readonly id: number } & PasswordQuestion

export type PasswordQuestion =
  | { readonly kind: 'verify'; readonly password: string; readonly hash: string | null }
  | { readonly kind: 'hash'; readonly password: string }

export type PasswordReply =
  | { readonly id: number; readonly ok: true; readonly value: boolean | string }
  | { readonly id: number; readonly ok: false; readonly message: string }
