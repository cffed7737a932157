/** The user an address names, or empty. */
export function userIn(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/([^@/]*)@/.exec(uri)?.[1] ?? ''
}

/** The same address with the password; it stands nowhere else than in the memory of this process. */
export function withPassword(uri: string, password: string): string {
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^@/:]*)@/, (_all, before: string) => {
    return `${before}:${encodeURIComponent(password)}@`
  })
}
