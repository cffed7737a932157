import { parseArgs } from 'node:util'

/** What somebody asks for, at a terminal, of the database that this PC holds. */
export type LocalCommand =
  | { readonly kind: 'restore'; readonly file: string; readonly folder: string | null }
  | { readonly kind: 'take-back'; readonly folder: string | null }
  | {
      readonly kind: 'recover-administrator'
      readonly id: string
      readonly name: { readonly name: string; readonly surname: string } | null
      readonly folder: string | null
    }
  | { readonly kind: 'usage' }

const words = ['restore', 'recover-administrator'] as const

/**
 * Reads a command line: `restore FILE` as after `npm run`, `--restore FILE` as after the program's name.
 * @returns null where it is none, so that the window opens; `usage` for one that is not whole.
 */
export function readLocalCommand(args: readonly string[]): LocalCommand | null {
  // Chromium and test tools put switches of their own before ours.
  const at = args.findIndex((arg) => words.some((word) => arg === `--${word}` || (arg === word && args[0] === word)))
  const word = args[at]?.replace(/^--/, '')
  if (word === undefined) return null
  try {
    const { values, positionals } = parseArgs({
      args: args.slice(at + 1),
      allowPositionals: true,
      options: {
        'data-folder': { type: 'string' },
        name: { type: 'string' },
        surname: { type: 'string' },
        'take-back': { type: 'boolean' },
      },
    })
    const [first, ...more] = positionals
    const folder = values['data-folder'] ?? null
    if (more.length > 0) return { kind: 'usage' }
    if (word === 'restore') {
      if (values['take-back'] === true) return first === undefined ? { kind: 'take-back', folder } : { kind: 'usage' }
      return first === undefined ? { kind: 'usage' } : { kind: 'restore', file: first, folder }
    }
    const { name, surname } = values
    if (first === undefined || (name === undefined) !== (surname === undefined)) return { kind: 'usage' }
    const named = name === undefined || surname === undefined ? null : { name: name.trim(), surname: surname.trim() }
    return { kind: 'recover-administrator', id: first, name: named, folder }
  } catch {
    return { kind: 'usage' }
  }
}
