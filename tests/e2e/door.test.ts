import { expect, test } from '@playwright/test'
import { contract } from '../../shared/contract/index.ts'
import { imei } from '../support/codes.ts'
import { type Bridge, type HostilePage, openHostilePage } from '../support/hostile-page.ts'
import { rightPassword } from '../support/people.ts'

let hostile: HostilePage
test.beforeAll(async () => {
  hostile = await openHostilePage()
})
test.afterAll(() => hostile?.close())

test('every permission is denied', async () => {
  const answers = await hostile.station.page.evaluate(async () => {
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
  const names: readonly unknown[] = [
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
  for (const name of names) expect(await hostile.codeOf(name, {}), JSON.stringify(name)).toBe('unknown-command')
  const thrown = await hostile.station.page.evaluate(async () => {
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
  for (const input of inputs)
    expect(await hostile.codeOf('session.signIn', input), JSON.stringify(input)).toBe('bad-input')
  const made = await hostile.station.page.evaluate(async () => {
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
  expect(await hostile.station.app.evaluate(() => Reflect.get({}, 'polluted'))).toBeUndefined()
  await expect(hostile.station.page.getByTestId('sign-in')).toBeVisible()
})

test('the door: whoever is not signed in, or may not', async () => {
  const names = Object.entries(contract)
  const closed = names.filter(([, { needs }]) => needs !== 'anybody' && needs !== 'nobody-yet').map(([name]) => name)
  expect(closed.length).toBeGreaterThan(20)
  for (const name of closed) expect(await hostile.codeOf(name, {}), name).toBe('not-signed-in')
  // The plant has somebody already: nobody sets it up again.
  for (const [name] of names.filter(([, { needs }]) => needs === 'nobody-yet')) {
    expect(await hostile.codeOf(name, {}), name).toBe('setup-not-open')
  }
  await hostile.station.signIn('EMP-001', rightPassword)
  await expect(hostile.station.page.getByTestId('person')).toBeVisible()
  // A command of one station is for whoever works there.
  const anOperators: ReadonlySet<unknown> = new Set(['anybody', 'nobody-yet', 'signed-in', 'station'])
  const office = names.filter(([, { needs }]) => typeof needs === 'string' && !anOperators.has(needs))
  expect(office.length).toBeGreaterThan(10)
  for (const [name] of office) expect(await hostile.codeOf(name, {}), name).toBe('no-permission')
})

test('a page that crashes comes back with the order open and the half waiting', async () => {
  await hostile.station.openOrder('ORD-CRASH')
  await hostile.station.typeCode(imei(1))
  await expect(hostile.station.page.getByTestId('half')).toHaveAttribute('data-code', imei(1))
  const page = () =>
    hostile.station.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return contents?.isCrashed() || contents?.isLoading() ? null : contents?.getOSProcessId()
    })
  const before = await page()
  await hostile.station.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  await expect.poll(async () => ![null, before].includes((await page()) ?? null)).toBe(true)
  /** By the main process: Playwright gives a page up that has crashed. */
  const painted = () =>
    hostile.station.app.evaluate(({ BrowserWindow }) =>
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
  const answers = await hostile.station.app.evaluate(async ({ app, BrowserWindow }) => {
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
