import { existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { nativePackages } from './bundle-electron.mjs'
import { setFuses } from './fuses.mjs'
import { mongodFiles } from './mongod-fallback.mjs'
import { dist, root } from './paths.mjs'

export const executableName = 'ose-station'
export const productName = 'OSE Station'
/** Written beside the HID driver; without it only root could read a scanner in HID POS mode. */
const udevRules = 'build/linux/60-ose-station-scanners.rules'

/**
 * electron-builder's configuration. `dir` needs nothing but this machine; nsis, AppImage and deb fetch their tools first.
 * @param {{ electron: { folder: string, version: string, isPinned: boolean }, mongod: string, output: string }} parts
 * @returns {import('electron-builder').Configuration}
 */
export function builderConfiguration({ electron, mongod, output }) {
  const hasUdevRules = existsSync(join(root, udevRules))
  return {
    appId: 'com.oversun.ose-station',
    productName,
    // Not ose-station-0.1.0 and the like: a script that starts the program keeps working after an update.
    artifactName: `${executableName}-\${version}-\${os}-\${arch}.\${ext}`,
    electronVersion: electron.version,
    electronDist: electron.folder,
    electronLanguages: ['en-US', 'es', 'es-419'],
    // The native packages carry their builds.
    npmRebuild: false,
    directories: { output, buildResources: 'build/icons' },
    files: [
      'package.json',
      'dist/*.cjs',
      'dist/build-info.json',
      'dist/renderer/**/*',
      '!**/*.map',
      // For the checkout's command; a package does the same by its own program.
      '!dist/administration.cjs',
      ...withoutSourcesOfNativePackages(),
    ],
    asar: true,
    // The system's loader opens a library by its path: it cannot look into an archive.
    asarUnpack: ['**/*.node'],
    extraResources: [
      { from: mongod, to: `mongod/${process.platform === 'win32' ? 'mongod.exe' : 'mongod'}` },
      ...librariesOf(mongod),
      { from: join(dist, 'licences.txt'), to: 'licences.txt' },
      ...(hasUdevRules ? [{ from: udevRules, to: 'udev/60-ose-station-scanners.rules' }] : []),
    ],
    afterPack: async ({ appOutDir, electronPlatformName }) => {
      // The stand-in for default_app.asar that a runtime from a package index carries (electron-runtime.mjs).
      rmSync(join(appOutDir, 'resources', 'app'), { recursive: true, force: true })
      await setFuses(executableIn(appOutDir, electronPlatformName), { strict: electron.isPinned })
    },
    // One person at one PC, or the whole PC: the installer asks, as a station is often set up by somebody else.
    nsis: {
      oneClick: false,
      perMachine: true,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
    },
    win: { target: ['nsis'], icon: 'build/icons/icon.ico' },
    linux: {
      target: ['AppImage', 'deb'],
      executableName,
      icon: 'build/icons/linux',
      category: 'Office',
      maintainer: 'OSE Platform <station@ose.example>',
      synopsis: 'Shop-floor station program of the OSE Platform',
    },
    deb: {
      depends: [
        'libgtk-3-0',
        'libnss3',
        'libasound2',
        'libgbm1',
        'libxss1',
        'libatk-bridge2.0-0',
        'libxtst6',
        'libusb-1.0-0',
      ],
      fpm: hasUdevRules ? [`${udevRules}=/usr/lib/udev/rules.d/60-ose-station-scanners.rules`] : [],
    },
  }
}

/** @param {string} mongod */
function librariesOf(mongod) {
  const [, ...libraries] = mongodFiles(mongod)
  return libraries.map((file) => ({ from: file, to: `mongod/${basename(file)}` }))
}

/**
 * @param {string} folder of the unpacked application
 * @param {string} platform
 */
export function executableIn(folder, platform = process.platform) {
  if (platform === 'win32') return join(folder, `${productName}.exe`)
  if (platform === 'darwin') return join(folder, `${productName}.app`)
  return join(folder, executableName)
}

/** The native packages' sources, texts and the builds of other systems stay out. */
function withoutSourcesOfNativePackages() {
  const inPackages = (/** @type {string} */ pattern) => `!node_modules/**/${pattern}`
  const otherSystems = ['android-*', 'darwin-*', 'linux-*', 'win32-*'].filter(
    (pattern) => !pattern.startsWith(process.platform),
  )
  const otherProcessors = ['arm', 'arm64', 'ia32', 'x64'].filter((arch) => arch !== process.arch)
  return [
    ...['*.md', '*.ts', '*.map', '*.gyp', '*.musl.node', 'prebuilds/*-musl/**', 'test/**', 'tests/**'].map(inPackages),
    // What their prebuilt files were compiled from; other packages keep their code in a folder of that name.
    ...nativePackages
      .concat('@serialport/bindings-cpp')
      .flatMap((name) =>
        ['src/**', 'deps/**', 'hidapi/**', '*.cc'].map((pattern) => `!node_modules/${name}/${pattern}`),
      ),
    // For compiling alone.
    '!**/node_modules/{node-addon-api,napi-macros}/**',
    ...otherSystems.map((pattern) => inPackages(`prebuilds/*${pattern}/**`)),
    ...otherProcessors.map((arch) => inPackages(`prebuilds/*${process.platform}-${arch}/**`)),
  ]
}
