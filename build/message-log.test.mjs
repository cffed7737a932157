import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepElectronsWords, tailOf } from './message-log.mjs'

const bus = '[26675:1128/153314.000837:ERROR:bus.cc(407)] Failed to connect to the bus: no such file'
const newerBus = '[9:1128/153314.000837:WARNING:dbus/bus.cc:407] Failed to connect to the bus: no such file'
const theme = '(electron:123): Gtk-WARNING **: 15:33:14.000: Theme parsing error: gtk.css:1:2: no'
const crash = '[1128/153726.094847:ERROR:file_io_posix.cc(145)] open /sys/devices/system/cpu: no such file'
const fatal = '[26675:1128/153314.000837:FATAL:v8_initializer.cc(586)] Error loading V8 startup snapshot file'
const missing = 'electron: error while loading shared libraries: libnss3.so: cannot open shared object file'
const thrown = 'Error: Cannot find module /somewhere/dist/main.cjs'

/** @type {string} */
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ose-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/**
 * @param {readonly string[]} lines
 * @param {{ endsStream: boolean }} options
 */
async function said(lines, { endsStream }) {
  const stderr = new PassThrough()
  /** @type {string[]} */
  const shown = []
  const end = keepElectronsWords(stderr, join(folder, 'electron.log'), (line) => shown.push(line))
  for (const line of lines) stderr.write(`${line}\n`)
  if (endsStream) stderr.end()
  await end()
  return shown
}

describe('the words of Electron', () => {
  it.each([bus, newerBus, theme, crash])('are kept and not shown where they are Chromium’s own: %s', async (line) => {
    expect(await said([line], { endsStream: true })).toEqual([])
    expect(readFileSync(join(folder, 'electron.log'), 'utf8')).toContain(line)
  })

  it('are shown where they say why it does not start', async () => {
    expect(await said([bus, missing, '', fatal, thrown], { endsStream: true })).toEqual([missing, fatal, thrown])
  })

  it('end with the program, also where another process holds the stream', async () => {
    expect(await said([bus, thrown], { endsStream: false })).toEqual([thrown])
  })

  it('of the last start are its tail, and not those of the one before', async () => {
    await said([thrown], { endsStream: true })
    await said([bus, missing], { endsStream: true })
    expect(tailOf(join(folder, 'electron.log'))).toEqual([missing])
  })
})
