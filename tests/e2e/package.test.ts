import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { badgesRepository } from '../../electron/db/people/badges.ts'
import { badgeCode } from '../../shared/domain/barcode/command-code.ts'
import { batchCode } from '../../shared/domain/barcode/order-code.ts'
import { iccid, imei } from '../support/codes.ts'
import {
  familyOf,
  helpersOf,
  listenedPorts,
  makePackagedProgram,
  type PackagedProgram,
} from '../support/packaged-program.ts'
import { addEmployee } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openPty, type Pty } from '../support/pty.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { until } from '../support/station-bench.ts'

test.describe.configure({ mode: 'serial' })

let program: PackagedProgram
let server: TestServer
let plant: TestPlant
let pty: Pty
let device = ''

test.beforeAll(async () => {
  test.setTimeout(180_000)
  program = await makePackagedProgram()
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  pty = await openPty()
  // By its own name: an ordinary user cannot go through the folder of the link.
  device = realpathSync(pty.device)
  await chmod(device, 0o666)
})
test.afterAll(async () => {
  await pty?.close()
  await plant?.close()
  await server?.stop()
  await program?.remove()
})

test('an Electron that is not the pinned one makes no installer and says so', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const version = readFileSync(join(program.folder, 'version'), 'utf8').trim().replace(/^v/, '')
  if (version === devDependencies.electron) {
    expect(program.said).not.toContain('NOT FOR SHIPPING')
    return
  }
  expect(program.said).toContain(`NOT FOR SHIPPING: this is Electron ${version}, and ${devDependencies.electron}`)
  expect(readdirSync(join('dist', 'package')).filter((name) => /\.(deb|AppImage|exe|snap|rpm)$/.test(name))).toEqual([])
})

test('the package holds what runs and nothing else', () => {
  const files = filesInAsar(join(program.folder, 'resources', 'app.asar'))
  const own = files.filter((file) => !file.startsWith('/node_modules/') && !file.startsWith('/dist/renderer/assets/'))
  expect(own.sort()).toEqual([
    '/dist/administration-commands.cjs',
    '/dist/backup.worker.cjs',
    '/dist/behind-window.cjs',
    '/dist/build-info.json',
    '/dist/bwip-js.cjs',
    '/dist/export.worker.cjs',
    '/dist/import.worker.cjs',
    '/dist/main.cjs',
    '/dist/mongodb.cjs',
    '/dist/password.worker.cjs',
    '/dist/preload.cjs',
    '/dist/renderer/index.html',
    '/package.json',
  ])
  expect(files.filter((file) => /\.(?:map|ts|tsx|md|cc|cpp|h|gyp)$/.test(file))).toEqual([])
  const packages = new Set(files.flatMap((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []))
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  for (const name of Object.keys(dependencies)) expect(packages).toContain(name)
  for (const name of Object.keys(devDependencies)) expect(packages).not.toContain(name)
  expect(files.filter((file) => /prebuilds\/.*(?:win32|darwin|android|musl|arm)/.test(file))).toEqual([])
  // The loader of the system opens these by path.
  const native = files.filter((file) => file.endsWith('.node'))
  expect(native.length).toBeGreaterThanOrEqual(Object.keys(dependencies).length)
  for (const file of native)
    expect(existsSync(join(program.folder, 'resources', 'app.asar.unpacked', file)), file).toBe(true)
  expect(readFileSync(join(program.folder, 'resources', 'licences.txt'), 'utf8')).toContain('mongodb 7')
  expect(existsSync(join(program.folder, 'resources', 'app'))).toBe(false)
})

test('no station of the tests is in it', () => {
  const word = 'trialbench'
  const archive = readFileSync(join(program.folder, 'resources', 'app.asar'))
  expect(archive.includes(word)).toBe(false)
  // Where it is built in it would be found, and so is the product's.
  expect(archive.includes('production')).toBe(true)
  expect(readFileSync(join('dist', 'trial', 'main.cjs')).includes(word)).toBe(true)
})

test('what is read before the window opens stays small', () => {
  // One static import of a schema or of the driver is 300 kB, and a tenth of a second of every start.
  expect(statSync(join('dist', 'main.cjs')).size).toBeLessThan(64 * 1024)
})

test('every fuse of the binary is as it should be', async () => {
  const script = `import { readFuses, wantedFuses } from './build/fuses.mjs'
    console.log(JSON.stringify([readFuses(process.argv[1]), wantedFuses]))`
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    script,
    program.executable,
  ])
  const [found, wanted]: Record<string, boolean>[] = JSON.parse(stdout)
  expect(Object.keys(found ?? {}).length).toBeGreaterThanOrEqual(7)
  for (const [name, state] of Object.entries(found ?? {})) expect(state, name).toBe(wanted?.[name])
})

test('a scan through the serial line reaches the database, whatever is tried on the way in', async () => {
  const evil = join(program.folder, 'evil.cjs')
  const mark = '/tmp/ose-package-mark'
  const marks = ['option', 'folder'].map((name) => `${mark}-${process.pid}-${name}`)
  await writeFile(evil, `require('node:fs').writeFileSync('${marks[0]}', '')`)
  // A program beside the archive, as somebody would put one there who may write into the folder.
  await mkdir(join(program.folder, 'resources', 'app'))
  await writeFile(
    join(program.folder, 'resources', 'app', 'package.json'),
    '{"name":"evil","version":"1.0.0","main":"main.js"}',
  )
  await writeFile(
    join(program.folder, 'resources', 'app', 'main.js'),
    `require('node:fs').writeFileSync('${marks[1]}', '')`,
  )

  const { collections, client } = plant.database
  await addEmployee(collections, 'EMP-001', { may: ['production_line1_station1'] })
  const token = await badgesRepository(client, collections).issue('EMP-001', 'TEST', new Date())
  await collections.settings.updateOne({ _id: 'plant' }, { $set: { badgeSignIn: true } }, { upsert: true })
  await plant.order({ order_number: 'ORD-PACKED', batches: [10], pairing: 'pair' })
  await plant.order({ order_number: 'ORD-HALVES', batches: [10], pairing: 'imei-then-iccid' })
  const running = await program.start(
    {
      OSE_MONGODB_URI: server.uri,
      OSE_DATABASE_NAME: plant.name,
      OSE_SCANNERS: JSON.stringify([{ id: 'line', kind: 'serial', path: device, baudRate: 115200 }]),
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: `--require ${evil}`,
    },
    ['--inspect=0', '--remote-debugging-port=0'],
  )
  const scan = (code: string) => pty.write(`${code}\r`)
  const registered = (number: number) => collections.devices.findOne({ imei: imei(number) })
  try {
    await until(
      async () => (await collections.workstations.countDocuments()) > 0,
      'the station to reach its database',
      30_000,
    )
    // The first scan waits until the line is open; a badge is asked for again as a person would.
    await until(
      async () => {
        await scan(badgeCode(token ?? ''))
        await sleep(1500)
        return (await collections.signIns.countDocuments({ ended_at: null })) > 0
      },
      'the badge to sign in',
      20_000,
    )
    await scan(batchCode('ORD-PACKED', 1))
    await scan(`${imei(1)}|${iccid(1)}`)
    await until(async () => (await registered(1)) !== null, 'the first unit')
    expect(await registered(1)).toMatchObject({ ccid: iccid(1), nro_orden: 'ORD-PACKED', estado: 'en_produccion' })

    const family = familyOf(running.pid).map(({ pid }) => pid)
    expect(listenedPorts(family)).toEqual([])
    for (const file of marks) expect(existsSync(file), file).toBe(false)
    const [page] = helpersOf(running.pid, 'renderer')
    const status = readFileSync(`/proc/${page?.pid}/status`, 'utf8')
    expect(status).toMatch(/^Seccomp:\t2$/m)
    expect(status).toMatch(/^NoNewPrivs:\t1$/m)
    expect(familyOf(running.pid).flatMap(({ commandLine }) => commandLine)).not.toContain('--no-sandbox')

    await scan(batchCode('ORD-HALVES', 1))
    await scan(imei(2))
    await test.step('the page crashes between the halves of a pair', async () => {
      await sleep(300)
      process.kill(page?.pid ?? 0, 'SIGKILL')
      await running.logged('page.gone')
      await until(() => helpersOf(running.pid, 'renderer').some(({ pid }) => pid !== page?.pid), 'another page')
      await scan(iccid(2))
      await until(async () => (await registered(2)) !== null, 'the pair')
      expect(await registered(2)).toMatchObject({ ccid: iccid(2), nro_orden: 'ORD-HALVES' })
    })
    await test.step('the graphics process is killed, and the network service crashes', async () => {
      const graphics = helpersOf(running.pid, 'gpu-process')
      const utilities = helpersOf(running.pid, 'utility')
      expect(Math.min(graphics.length, utilities.length)).toBeGreaterThan(0)
      for (const { pid } of graphics) process.kill(pid, 'SIGKILL')
      // As a fault in Chromium would: the crash is dumped, and the dump stays here.
      for (const { pid } of utilities) process.kill(pid, 'SIGSEGV')
      await running.logged('child.gone')
      await scan(imei(3))
      await scan(iccid(3))
      await until(async () => (await registered(3)) !== null, 'the unit after it')
      await until(() => dumpsIn(join(running.data, 'crashes')).length > 0, 'the dump')
    })
    expect(running.log()).not.toContain(token ?? 'no badge')
  } catch (error) {
    // The one place where a program without an inspector says what was wrong.
    console.error(running.log())
    throw error
  } finally {
    await running.end()
  }
  expect(running.log()).not.toContain('main.uncaught')
})

test('the database of this PC is held by the mongod of the package', async () => {
  const running = await program.start({ OSE_DATABASE: 'embedded' })
  try {
    await until(
      () =>
        familyOf(running.pid).some(({ commandLine }) =>
          commandLine.includes(join(program.folder, 'resources', 'mongod', 'mongod')),
        ),
      'its mongod',
      20_000,
    )
    await until(() => existsSync(join(running.data, 'mongod', 'state.json')), 'its state', 20_000)
  } finally {
    await running.end()
  }
})

/** An asar begins with the length of its header, which is JSON. */
function filesInAsar(file: string): string[] {
  const bytes = readFileSync(file)
  const header: Entry = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8'))
  return filesIn(header, '')
}

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>
}

function filesIn({ files }: Entry, path: string): string[] {
  return files === undefined
    ? [path]
    : Object.entries(files).flatMap(([name, entry]) => filesIn(entry, `${path}/${name}`))
}

function dumpsIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.dmp'))
    : []
}
