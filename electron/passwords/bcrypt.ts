import bcrypt from 'bcryptjs'

/** The platform's cost: about 0.3 s of plain JavaScript, which is why all this runs in a worker. */
const cost = 12

/** bcrypt reads no further; the platform's library would cut silently, so longer passwords are refused as wrong. */
const longest = 72

/** Compared with where there is no employee, so that an unknown ID takes as long as a wrong password. */
const nobodysHash = '$2b$12$Oso2PvESWfviEeR9p.NGd.OWLvbVG55QyDXhk/8dcEH4VWr5YdPma'

/**
 * Whether the password belongs to the hash (`$2a$`, `$2b$` or `$2y$`, any cost). The work is the same for an unknown
 * employee (`null`), a hash that is none, and a password that is too long.
 */
export function verifyPassword(password: string, hash: string | null): boolean {
  const readable = hash !== null && /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(hash)
  const same = bcrypt.compareSync(password, readable ? hash : nobodysHash)
  return same && readable && Buffer.byteLength(password, 'utf8') <= longest
}

/** @throws RangeError when the password is longer than bcrypt reads. */
export function hashPassword(password: string): string {
  if (Buffer.byteLength(password, 'utf8') > longest) throw new RangeError('password-too-long')
  return bcrypt.hashSync(password, cost)
}
