import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SetUpError } from './progress.mjs'

/**
 * The arguments Electron needs for its sandbox here. Root has none (Chromium refuses to start with it); everybody else has the full one.
 * @param {string} executable
 * @returns {readonly string[]}
 * @throws {SetUpError} where the system forbids the sandbox to ordinary users, with the one line to type
 */
export function sandboxArguments(executable) {
  if (process.platform !== 'linux') return []
  if (process.getuid?.() === 0) return ['--no-sandbox']
  const helper = join(dirname(executable), 'chrome-sandbox')
  if (hasUserNamespaces() || isSetUidRoot(helper)) return []
  throw new SetUpError(
    `This system does not let ordinary programs make a sandbox. Type this, then start again:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  )
}

/** Debian could switch them off; Ubuntu 24.04 gives them only to programs its AppArmor knows. */
function hasUserNamespaces() {
  const kernel = '/proc/sys/kernel'
  return (
    setting(`${kernel}/unprivileged_userns_clone`) !== '0' &&
    setting(`${kernel}/apparmor_restrict_unprivileged_userns`) !== '1'
  )
}

/** @param {string} file */
function setting(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/** @param {string} file */
function isSetUidRoot(file) {
  if (!existsSync(file)) return false
  const { uid, mode } = statSync(file)
  return uid === 0 && (mode & 0o4000) !== 0
}
