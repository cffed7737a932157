import { readFileSync } from 'node:fs'
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

/**
 * What a shipped program may do beside being itself: nothing (point 19 of Electron's security list).
 * Every fuse that exists is named, so that a new one breaks the build instead of staying as Electron ships it.
 * @type {Readonly<Record<keyof typeof FuseV1Options, boolean>>}
 */
export const wantedFuses = {
  // ELECTRON_RUN_AS_NODE would make a Node of our signed program; nothing of ours forks (workers are threads).
  RunAsNode: false,
  EnableCookieEncryption: true,
  // Also NODE_EXTRA_CA_CERTS: the plant's certificate authority is a setting, not a variable of Node.
  EnableNodeOptionsEnvironmentVariable: false,
  // No --inspect, so no debugger in the process that holds the database.
  EnableNodeCliInspectArguments: false,
  // Has an effect on macOS and Windows alone; set everywhere, because one list is easier to trust than three.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  // We ship no second snapshot.
  LoadBrowserProcessSpecificV8Snapshot: false,
  // The page comes by our own protocol; file: gets nothing that a web page would not get.
  GrantFileProtocolExtraPrivileges: false,
  // Out-of-bounds checks of WebAssembly by the processor: Electron's default. We run none.
  WasmTrapHandlers: true,
}

/**
 * Sets every fuse that the binary has. An older Electron has fewer.
 * @param {string} executable
 * @param {{ strict: boolean }} options `strict`: a fuse that this list does not know is an error
 */
export async function setFuses(executable, { strict }) {
  const wire = await getCurrentFuseWire(executable)
  const present = Object.entries(wantedFuses).filter(([name]) => fuseNumber(name) in wire)
  const settings = Object.fromEntries(present.map(([name, on]) => [fuseNumber(name), on]))
  // Its type wants every fuse where it is strict; an older binary refuses one that it does not have.
  const config = /** @type {import('@electron/fuses').FuseConfig} */ ({
    version: FuseVersion.V1,
    strictlyRequireAllFuses: strict,
    ...settings,
  })
  await flipFuses(executable, config)
}

/** @param {string} name */
function fuseNumber(name) {
  return FuseV1Options[/** @type {keyof typeof FuseV1Options} */ (name)]
}

/**
 * What the binary itself says, read without the library that wrote it: sentinel, version, length, one byte a fuse.
 * @param {string} executable
 * @returns {Record<string, boolean | 'removed'>} by the fuses' names; one that has none by its number
 */
export function readFuses(executable) {
  const bytes = readFileSync(executable)
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
  const at = bytes.indexOf(sentinel)
  if (at < 0) throw new Error(`${executable} has no fuses`)
  const start = at + sentinel.length + 2
  const length = bytes[start - 1] ?? 0
  const states = [...bytes.subarray(start, start + length)]
  return Object.fromEntries(
    states.map((state, number) => [
      FuseV1Options[number] ?? String(number),
      state === FuseState.REMOVED ? 'removed' : state === FuseState.ENABLE,
    ]),
  )
}
