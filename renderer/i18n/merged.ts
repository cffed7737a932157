/** A part of a catalogue: texts, and sections of texts. */
export interface Texts {
  readonly [key: string]: string | Texts
}

/** One catalogue out of its parts. @throws where two parts say the same thing: one of them would be lost */
export function merged(...parts: readonly [object, readonly object[]]): Texts {
  const [first, others] = parts
  return others.reduce<Texts>((all, part) => join(all, part as Texts, ''), first as Texts) // JSON of texts alone
}

function join(one: Texts, other: Texts, path: string): Texts {
  const all: Record<string, string | Texts> = { ...one }
  for (const [key, value] of Object.entries(other)) {
    const before = all[key]
    if (before === undefined) all[key] = value
    else if (typeof before === 'string' || typeof value === 'string') throw new Error(`two texts for ${path}${key}`)
    else all[key] = join(before, value, `${path}${key}.`)
  }
  return all
}
