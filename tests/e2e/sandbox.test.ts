import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { contract } from '../../shared/contract/index.ts'
import { imei } from '../support/codes.ts'
import { type OrdinaryProgram, ordinaryProgram } from '../support/ordinary-user.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

/**
 * The page as an ordinary user's program shows it, taken to be hostile: everything a page can try, it tries, and gets
 * nothing but the contract's refusals. One program for all of it; nobody is signed in until a test says so.
 */
test.describe.configure({ mode: 'serial' })

interface Refused {
  readonly ok: false
  readonly error: { readonly code: string }
}
type Bridge = { readonly bridge: { call(name: unknown, input: unknown): Promise<Refused>; on: unknown } }

let program: OrdinaryProgram
let server: TestServer
let plant: TestPlant
let station: StationApp
/** A server that a page could reach if anything let it out. */
let outside: Server
let outsideAt = ''
const reached: string[] = []

test.beforeAll(async () => {
  program = await ordinaryProgram()
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  await addEmployee(plant.database.collections, 'EMP-001', { may: ['production_line1_station1'] })
  await plant.order({ order_number: 'ORD-CRASH', batches: [10] })
  outside = createServer((request, answer) => {
    reached.push(request.url ?? '')
    answer.setHeader('Access-Control-Allow-Origin', '*')
    answer.end('outside')
  })
  outside.on('upgrade', (request, socket) => {
    reached.push(request.url ?? '')
    socket.destroy()
  })
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  // A listening TCP server's address is never a pipe name or null.
  outsideAt = `127.0.0.1:${(outside.address() as AddressInfo).port}`
  station = await startStationApp({ ...program.options, uri: server.uri, databaseName: plant.name })
  await expect(station.page.getByTestId('sign-in')).toBeVisible()
})

test.afterAll(async () => {
  await station?.close(true)
  outside?.close()
  await plant?.close()
  await server?.stop()
  await program?.remove()
})

/** One command as the page sends it; a bridge that throws is told as `thrown`. */
async function codeOf(name: unknown, input: unknown): Promise<string> {
  return station.page.evaluate(
    async ([called, given]) => {
      const { bridge } = window as unknown as Bridge // the page's own declaration is not this file's
      return bridge.call(called, given).then(
        (answer) => (answer.ok ? 'ok' : answer.error.code),
        () => 'thrown',
      )
    },
    [name, input] as const,
  )
}

test('the page runs in the whole sandbox, as nobody in particular', async () => {
  const pid = await station.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  )
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  expect(status).toMatch(/^Seccomp:\t2$/m)
  expect(status).toMatch(/^NoNewPrivs:\t1$/m)
  expect(status).toMatch(/^CapEff:\t0+$/m)
  expect(status).not.toMatch(/^Uid:\t0\t/m)
  const commandLine = (await readFile(`/proc/${station.pid}/cmdline`, 'utf8')).split('\0')
  expect(commandLine).not.toContain('--no-sandbox')
})

test('the page has no Node and a bridge of two functions', async () => {
  const seen = await station.page.evaluate(() => {
    const { bridge } = window as unknown as Bridge
    const replaced = (() => {
      try {
        Object.assign(window, { bridge: null })
        Object.assign(bridge, { call: null })
      } catch {
        // Frozen, as it should be.
      }
      return (window as unknown as Bridge).bridge !== bridge || typeof bridge.call !== 'function'
    })()
    const node = ['require', 'process', 'module', 'exports', 'global', 'Buffer', '__dirname', 'electron', 'ipcRenderer']
    return {
      node: node.filter((name) => name in window),
      bridge: Reflect.ownKeys(bridge).map(String),
      kinds: Reflect.ownKeys(bridge).map((key) => typeof Reflect.get(bridge, key)),
      replaced,
      // The bridge's functions are the page's own: their constructor is the page's Function, which the policy stops.
      foreign: bridge.call.constructor === Function,
    }
  })
  expect(seen).toEqual({
    node: [],
    bridge: ['call', 'on'],
    kinds: ['function', 'function'],
    replaced: false,
    foreign: true,
  })
})

test('the policy stops eval, inline scripts, foreign scripts, styles and workers', async () => {
  const done = await station.page.evaluate(async (host) => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    const world = window as unknown as Record<string, unknown> // marks that a script would leave behind
    // A task of its own: what the debugger evaluates itself may be let through.
    const later = <Value>(work: () => Value) =>
      new Promise<string>((resolve) =>
        setTimeout(() => {
          try {
            work()
            resolve('ran')
          } catch (error) {
            resolve(error instanceof Error ? error.name : 'thrown')
          }
        }),
      )
    const evaluated = await later(() => window.eval('1'))
    const constructed = await later(() => new Function('return 1')())
    const timed = await later(() => setTimeout('window.marked = true', 0))
    const append = (tag: string, attributes: Record<string, string>, text = '') => {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      element.textContent = text
      document.body.append(element)
      return element
    }
    const added = [
      append('script', {}, 'window.marked = true'),
      append('script', { src: 'data:text/javascript,window.marked=true' }),
      append('script', { src: `http://${host}/script.js` }),
      append('style', {}, ':root { --marked: 1 }'),
      append('link', { rel: 'stylesheet', href: 'data:text/css,:root{--marked:1}' }),
      append('link', { rel: 'stylesheet', href: `http://${host}/style.css` }),
      append('div', { style: '--marked: 1', onclick: 'window.marked = true', id: 'marked' }),
      append('img', { src: `http://${host}/image.png` }),
      append('object', { data: `http://${host}/object` }),
      append('video', { src: `http://${host}/video` }),
    ]
    document.getElementById('marked')?.click()
    const worker = await later(
      () => new Worker(URL.createObjectURL(new Blob(['self.close()'], { type: 'text/javascript' }))),
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    const marked = [
      world['marked'] === true,
      getComputedStyle(document.documentElement).getPropertyValue('--marked') !== '',
      getComputedStyle(added[6] ?? document.body).getPropertyValue('--marked') !== '',
    ]
    for (const element of added) element.remove()
    return { evaluated, constructed, timed, worker, marked, violations: [...new Set(violations)].sort() }
  }, outsideAt)
  expect(done.evaluated).toBe('EvalError')
  expect(done.constructed).toBe('EvalError')
  expect(done.marked).toEqual([false, false, false])
  expect(done.violations).toEqual([
    'img-src',
    'media-src',
    'object-src',
    'script-src',
    'script-src-attr',
    'script-src-elem',
    'style-src-attr',
    'style-src-elem',
    'worker-src',
  ])
  expect(reached).toEqual([])
})

test('the page reaches nobody', async () => {
  const done = await station.page.evaluate(async (host) => {
    const fetched = (address: string) =>
      fetch(address).then(
        () => `${address} reached`,
        () => 'no',
      )
    const requested = new Promise<string>((resolve) => {
      const request = new XMLHttpRequest()
      request.onload = () => resolve('reached')
      request.onerror = () => resolve('no')
      request.open('GET', `http://${host}/xhr`)
      request.send()
    })
    const socket = await new Promise<string>((resolve) => {
      try {
        const opened = new WebSocket(`ws://${host}/socket`)
        opened.onopen = () => resolve('reached')
        opened.onerror = () => resolve('no')
      } catch {
        resolve('no')
      }
    })
    const events = await new Promise<string>((resolve) => {
      const source = new EventSource(`http://${host}/events`)
      source.onopen = () => resolve('reached')
      source.onerror = () => resolve('no')
    })
    navigator.sendBeacon(`http://${host}/beacon`, 'x')
    return [
      await fetched(`http://${host}/fetch`),
      await fetched('file:///etc/passwd'),
      await fetched('ose://station/index.html'),
      await fetched('ose://elsewhere/index.html'),
      await fetched('data:text/plain,x'),
      await requested,
      socket,
      events,
    ]
  }, outsideAt)
  expect(done).toEqual(Array.from({ length: 8 }, () => 'no'))
  await station.page.waitForTimeout(300)
  expect(reached).toEqual([])
})

test('no other window, no other address, no frame, no webview', async () => {
  const { page } = station
  const windows = await page.evaluate(
    (host) =>
      [
        window.open('about:blank'),
        window.open(`http://${host}/open`),
        window.open('ose://station/'),
        window.open('file:///etc'),
      ].map(String),
    outsideAt,
  )
  expect(windows).toEqual(['null', 'null', 'null', 'null'])
  for (const address of [`http://${outsideAt}/go`, 'file:///etc/passwd', 'ose://elsewhere/', 'data:text/html,<p>x']) {
    await page.evaluate((to) => {
      window.location.href = to
    }, address)
    await page.evaluate((to) => {
      const link = document.createElement('a')
      link.href = to
      link.download = 'kept'
      document.body.append(link)
      link.click()
      link.remove()
      const form = document.createElement('form')
      form.action = to
      form.method = 'post'
      document.body.append(form)
      form.submit()
      form.remove()
    }, address)
  }
  await page.waitForTimeout(300)
  expect(await page.evaluate(() => window.location.href)).toBe('ose://station/')
  expect(await page.evaluate(() => document.querySelector('[data-testid="sign-in"]') !== null)).toBe(true)
  // Playwright waits for ever for a navigation that was stopped; a new load ends that.
  await page.reload()
  await expect(page.getByTestId('sign-in')).toBeVisible()
  expect(await station.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)

  const framed = await page.evaluate(async (host) => {
    const seen: string[] = []
    for (const attributes of [
      { src: 'about:blank' },
      { src: 'ose://station/' },
      { src: `http://${host}/frame` },
      { srcdoc: '<p>x' },
    ]) {
      const frame = document.createElement('iframe')
      for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value)
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 150))
      try {
        const inner = frame.contentWindow
        seen.push(inner !== null && 'bridge' in inner ? 'bridge' : 'nothing')
      } catch {
        // Another origin, which is what Chromium puts in the place of a frame it did not load.
        seen.push('nothing')
      }
      frame.remove()
    }
    const view = document.createElement('webview')
    view.setAttribute('src', 'ose://station/')
    view.setAttribute('preload', 'file:///etc/passwd')
    document.body.append(view)
    await new Promise((resolve) => setTimeout(resolve, 150))
    seen.push('getWebContentsId' in view ? 'webview' : 'nothing')
    view.remove()
    return seen
  }, outsideAt)
  expect(framed).toEqual(['nothing', 'nothing', 'nothing', 'nothing', 'nothing'])
  expect(await station.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
  expect(reached).toEqual([])
})

test('every permission is denied', async () => {
  const answers = await station.page.evaluate(async () => {
    const named = (work: () => Promise<unknown>) =>
      Promise.race([
        work().then(
          (value) => String(value),
          (error: unknown) => (error instanceof Error || error instanceof DOMException ? error.name : 'refused'),
        ),
        new Promise<string>((resolve) => setTimeout(() => resolve('silent'), 1000)),
      ])
    /** Not in TypeScript's DOM; missing is as good as refused. */
    const devices = navigator as unknown as Record<
      string,
      { requestDevice?: (o: unknown) => Promise<unknown>; requestPort?: () => Promise<unknown> } | undefined
    >
    const query = (name: string) =>
      named(async () => (await navigator.permissions.query({ name: name as PermissionName })).state)
    return {
      notifications: await named(() => Notification.requestPermission()),
      geolocation: await named(
        () =>
          new Promise((resolve) =>
            navigator.geolocation.getCurrentPosition(
              () => resolve('given'),
              (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : error.message),
            ),
          ),
      ),
      usb: await named(async () => devices['usb']?.requestDevice?.({ filters: [] }) ?? Promise.reject(new Error())),
      hid: await named(
        async () =>
          devices['hid']?.requestDevice?.({ filters: [] }).then((list) => `${(list as unknown[]).length} devices`) ??
          Promise.reject(new Error()),
      ),
      serial: await named(async () => devices['serial']?.requestPort?.() ?? Promise.reject(new Error())),
      clipboard: await named(() => navigator.clipboard.readText()),
      camera: await named(() => navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
      screen: await named(() => navigator.mediaDevices.getDisplayMedia()),
      midi: await named(() => navigator.requestMIDIAccess({ sysex: true })),
      fullscreen: await named(() => document.documentElement.requestFullscreen()).then(
        () => document.fullscreenElement,
      ),
      states: await Promise.all(
        ['notifications', 'geolocation', 'camera', 'microphone', 'midi', 'clipboard-read'].map(query),
      ),
    }
  })
  expect(answers.notifications).toBe('denied')
  expect(answers.geolocation).toBe('denied')
  expect(['NotFoundError', 'SecurityError', 'Error']).toContain(answers.usb)
  expect(['0 devices', 'SecurityError', 'NotAllowedError', 'Error']).toContain(answers.hid)
  expect(['NotFoundError', 'SecurityError', 'Error']).toContain(answers.serial)
  expect(answers.clipboard).toBe('NotAllowedError')
  expect(['NotAllowedError', 'NotFoundError']).toContain(answers.camera)
  expect(['NotAllowedError', 'NotSupportedError', 'AbortError']).toContain(answers.screen)
  expect(['SecurityError', 'NotAllowedError']).toContain(answers.midi)
  expect(answers.fullscreen).toBe(null)
  expect(answers.states).toEqual(answers.states.map(() => 'denied'))
})

test('the door: unknown names, prototype names, what is not a name', async () => {
  const names = [
    'nope',
    '',
    'page',
    'page.ready.x',
    'PAGE.READY',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    42,
    null,
    undefined,
    true,
    {},
    [],
    ['page.ready'],
    { toString: 'page.ready' },
  ]
  for (const name of names) expect(await codeOf(name, {}), JSON.stringify(name)).toBe('unknown-command')
  const thrown = await station.page.evaluate(async () => {
    const { bridge } = window as unknown as Bridge
    const tried: [unknown, unknown][] = [
      [Symbol('page.ready'), {}],
      [() => 'page.ready', {}],
      ['page.ready', Symbol('x')],
      ['page.ready', { call: () => 1 }],
    ]
    return Promise.all(
      tried.map(async ([name, input]) => {
        try {
          const answer = await bridge.call(name, input)
          return answer.ok ? 'ok' : answer.error.code
        } catch {
          return 'thrown'
        }
      }),
    )
  })
  for (const answer of thrown) expect(['thrown', 'unknown-command', 'bad-input']).toContain(answer)
})

test('the door: inputs that are not the contract’s', async () => {
  const inputs: readonly unknown[] = [
    undefined,
    null,
    'x',
    7,
    [],
    {},
    { identifier: 'EMP-001' },
    { identifier: 'EMP-001', password: 7 },
    { identifier: { $ne: null }, password: { $ne: null } },
    { identifier: 'EMP-001', password: rightPassword, role: 'super_admin' },
    { identifier: '', password: rightPassword },
    { identifier: 'E'.repeat(201), password: rightPassword },
  ]
  for (const input of inputs) expect(await codeOf('session.signIn', input), JSON.stringify(input)).toBe('bad-input')
  const made = await station.page.evaluate(async () => {
    const { bridge } = window as unknown as Bridge
    const password = 'wrong'
    const polluting: unknown = JSON.parse('{"identifier":"EMP-001","password":"wrong","__proto__":{"polluted":true}}')
    const round: Record<string, unknown> = { identifier: 'EMP-001', password }
    round['self'] = round
    const huge = { identifier: 'E'.repeat(50_000_000), password }
    const answers: string[] = []
    for (const input of [polluting, round, huge, new Map([['identifier', 'EMP-001']]), new Date()]) {
      const answer = await bridge.call('session.signIn', input).catch(() => null)
      answers.push(answer === null ? 'thrown' : answer.ok ? 'ok' : answer.error.code)
    }
    return answers
  })
  // What crosses the bridge is a copy: a key `__proto__` is not one of its own.
  expect(made[0]).toBe('sign-in-refused')
  for (const answer of made.slice(1)) expect(['bad-input', 'thrown']).toContain(answer)
  expect(await station.app.evaluate(() => Reflect.get({}, 'polluted'))).toBeUndefined()
  await expect(station.page.getByTestId('sign-in')).toBeVisible()
})

test('the door: whoever is not signed in, or may not', async () => {
  const names = Object.entries(contract)
  const closed = names.filter(([, { needs }]) => needs !== 'anybody' && needs !== 'nobody-yet').map(([name]) => name)
  expect(closed.length).toBeGreaterThan(20)
  for (const name of closed) expect(await codeOf(name, {}), name).toBe('not-signed-in')
  // The plant has somebody already: nobody sets it up again.
  for (const [name] of names.filter(([, { needs }]) => needs === 'nobody-yet')) {
    expect(await codeOf(name, {}), name).toBe('setup-not-open')
  }
  await station.signIn('EMP-001', rightPassword)
  await expect(station.page.getByTestId('person')).toBeVisible()
  const office = names.filter(([, { needs }]) => !['anybody', 'nobody-yet', 'signed-in', 'station'].includes(needs))
  expect(office.length).toBeGreaterThan(10)
  for (const [name] of office) expect(await codeOf(name, {}), name).toBe('no-permission')
})

test('a page that crashes comes back with the order open and the half waiting', async () => {
  await station.openOrder('ORD-CRASH')
  await station.typeCode(imei(1))
  await expect(station.page.getByTestId('half')).toHaveAttribute('data-code', imei(1))
  const page = () =>
    station.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return contents?.isCrashed() || contents?.isLoading() ? null : contents?.getOSProcessId()
    })
  const before = await page()
  await station.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  await expect.poll(async () => ![null, before].includes((await page()) ?? null)).toBe(true)
  /** By the main process: Playwright gives a page up that has crashed. */
  const painted = () =>
    station.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `['half', 'order-number', 'verdict'].map((id) => {
          const element = document.querySelector('[data-testid=' + id + ']')
          return element?.dataset.code ?? element?.dataset.word ?? element?.textContent
        })`,
      ),
    )
  await expect.poll(painted).toEqual([imei(1), 'ORD-CRASH', 'half-waiting'])
})

test('another window, and our own window with another address, are strangers at the door', async () => {
  const answers = await station.app.evaluate(async ({ app, BrowserWindow }) => {
    const ask = `window.bridge.call('session.stay', {}).then((answer) => answer.ok ? 'ok' : answer.error.code)`
    const own = BrowserWindow.getAllWindows()[0]
    if (own === undefined) throw new Error('no window')
    const ours: unknown = await own.webContents.executeJavaScript(ask)
    const preload = `${app.getAppPath()}/dist/preload.cjs`
    const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
    await other.loadURL('ose://station/')
    const stranger: unknown = await other.webContents.executeJavaScript(ask)
    other.destroy()
    await own.loadURL('about:blank')
    const elsewhere: unknown = await own.webContents.executeJavaScript(ask)
    return { ours, stranger, elsewhere }
  })
  expect(answers).toEqual({ ours: 'ok', stranger: 'no-permission', elsewhere: 'no-permission' })
})
