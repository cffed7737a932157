import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readIfThere, writeAtomically } from '../files/atomic-file.ts'
import { connectionVariable } from './config-variables.ts'

/** The system's own store of secrets, where it has one. */
export interface Cipher {
  readonly available: () => Promise<boolean>
  readonly encrypt: (text: string) => Promise<Buffer>
  readonly decrypt: (bytes: Buffer) => Promise<string>
}

/** The connection string of the plant's database. It stands in no other file, state or log line. */
export interface ConnectionSecret {
  /** Null where there is none, or none that this user can read. */
  readonly read: () => Promise<string | null>
  /** @throws when the disk refuses. */
  readonly write: (connectionString: string) => Promise<void>
  /** Nothing is kept any more. */
  readonly forget: () => void
  /** A text key: the secret lies readable in a file, because the system keeps no keys. */
  readonly warning: () => 'warning.secret-plain' | null
}

/**
 * `OSE_MONGODB_URI` goes before everything; else what was kept, encrypted by the system where it can (on Windows for
 * this user, by DPAPI), else readable for this user alone.
 */
export function connectionSecret({
  folder,
  env,
  cipher,
}: {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cipher: Cipher
}): ConnectionSecret {
  const encrypted = join(folder, 'connection.secret')
  const plain = join(folder, 'connection.txt')
  const given = env[connectionVariable]

  async function write(connectionString: string): Promise<void> {
    if (await cipher.available()) {
      writeAtomically(encrypted, await cipher.encrypt(connectionString), false)
      rmSync(plain, { force: true })
    } else {
      writeAtomically(plain, connectionString, false)
      rmSync(encrypted, { force: true })
    }
  }

  return {
    async read() {
      if (given) return given
      const bytes = readIfThere(encrypted)
      if (bytes !== null) {
        // Another user, another machine or a lost keyring: the same as none, and asked for again.
        return (await cipher.available()) ? cipher.decrypt(bytes).catch(() => null) : null
      }
      const text = readIfThere(plain)?.toString('utf8') ?? null
      // A keyring that was missing when it was written (or a command without one) is there now.
      if (text !== null && (await cipher.available())) await write(text)
      return text
    },

    write,

    forget() {
      rmSync(encrypted, { force: true })
      rmSync(plain, { force: true })
    },

    warning: () => (!given && readIfThere(plain) !== null ? 'warning.secret-plain' : null),
  }
}
