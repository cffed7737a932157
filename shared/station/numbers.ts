/** Which running number: e.g. kind `box`, scope the year. */
export interface NumberName {
  readonly kind: string
  readonly scope: string
}

/** Running numbers that a PC holds: the next one, and the last. */
export interface NumberBlock {
  readonly next: number
  readonly to: number
}

export function numberKey({ kind, scope }: NumberName): string {
  return `${kind}|${scope}`
}

/** The name of a key; null where it is none. */
export function numberNameOf(key: string): NumberName | null {
  const cut = key.indexOf('|')
  return cut < 0 ? null : { kind: key.slice(0, cut), scope: key.slice(cut + 1) }
}
